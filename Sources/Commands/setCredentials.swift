import AzureClient
import AzureWire
import Clusters
import RData
import Session
import SessionLanguage

/// `setCredentials`: the account that the session works with from now on.
struct SetCredentials: Command {
  private static let local = "local"

  let signature = CommandSignature(
    name: "setCredentials", summary: "Work with an account in Azure, or with the service of this machine again",
    parameters: [
      Parameter(
        name: "credentials", kind: .path,
        summary: "A file, a list, or \"local\" for the service of this machine (default az_config.json)"),
      Parameter(name: "verbose", kind: .flag, summary: "Say which accounts these are (default TRUE)"),
      Parameter(
        name: "environment", kind: .choice(AzureCloud.all.map(\.name), many: false),
        summary: "The cloud of a service principal (default Azure)"),
    ])
  let effect = CommandEffect.none
  let examples = ["setCredentials(\"credentials.json\")", "setCredentials local"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let isVerbose = try invocation.flag("verbose", default: true)
    guard let credentials = try credentials(invocation, context) else {
      await context.session.useLocalService()
      if isVerbose { context.console.tell("The session works with the service of this machine.\n") }
      return .nothing
    }
    let cloud = try invocation.string("environment").flatMap(AzureCloud.init(named:)) ?? .public
    let account = try await context.session.use(credentials, in: cloud)
    if isVerbose {
      context.console.tell(
        context.rule + Self.text(of: account, credentials) + context.rule
          + "Your credentials have been successfully set.\n")
    }
    return .nothing
  }

  /// - Returns: nil for the service of this machine.
  private func credentials(
    _ invocation: CommandInvocation, _ context: CommandContext
  ) throws -> CredentialsConfiguration? {
    if let list = invocation["credentials"], case .list = list.storage {
      guard let value = JSONValue(list) else {
        throw invocation.diagnostic("the credentials hold something that is no text", at: "credentials")
      }
      return try CredentialsConfiguration(value, subject: "The list of credentials")
    }
    let path = try invocation.string("credentials") ?? "az_config.json"
    guard path != Self.local else { return nil }
    let file = CredentialsFile(path: path)
    let credentials = try file.read()
    if let warning = file.warning { context.console.say(warning + "\n") }
    return credentials
  }

  /// The accounts, by doAzureParallel's words; no key is among them.
  static func text(of account: BatchAccount, _ credentials: CredentialsConfiguration) -> String {
    switch credentials.kind {
    case .sharedKey:
      """
      Batch Account: \(account.batchCredential.account)
      Batch Account Url: \(account.batchEndpoint)
      Storage Account: \(account.storageCredential.account)
      Storage Account Url: \(account.blobEndpoint)

      """
    case .servicePrincipal(let principal):
      """
      Batch Account Resource Id: \(principal.batchAccountResourceID)
      Batch Account Url: \(account.batchEndpoint)
      Storage Account Resource Id: \(principal.storageAccountResourceID)
      Storage Account Url: \(account.blobEndpoint)

      """
    }
  }
}
