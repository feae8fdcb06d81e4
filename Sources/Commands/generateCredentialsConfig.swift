import Clusters
import Session
import SessionLanguage

/// `generateCredentialsConfig`: writes a credentials file to be filled in.
struct GenerateCredentialsConfig: Command {
  private static let entries: [(name: String, summary: String)] = [
    ("batchAccount", "Name of the Batch account"), ("batchKey", "Key of the Batch account"),
    ("batchUrl", "URL of the Batch account: https://name.region.batch.azure.com"),
    ("storageAccount", "Name of the storage account"), ("storageKey", "Key of the storage account"),
    ("storageEndpointSuffix", "What follows the account in the storage's host (default core.windows.net)"),
    ("githubAuthenticationToken", "Token with which nodes install packages from private repositories"),
    ("dockerUsername", "User of a registry of Docker images"), ("dockerPassword", "Password of that user"),
    ("dockerRegistry", "Server of that registry (default: Docker Hub)"),
    ("appInsightsApplicationId", "Kept in the file, and not used"),
    ("appInsightInstrumentationKey", "Kept in the file, and not used"),
    ("tenantId", "Directory of the service principal"), ("clientId", "Application id of the service principal"),
    ("credential", "Secret of the service principal"),
    ("batchAccountResourceId", "Resource id of the Batch account: /subscriptions/..."),
    ("storageAccountResourceId", "Resource id of the storage account: /subscriptions/..."),
  ]

  let signature = CommandSignature(
    name: "generateCredentialsConfig", summary: "Write a credentials file to be filled in",
    parameters: [
      Parameter(name: "fileName", kind: .path, isRequired: true, summary: "The file; one that exists is left alone"),
      Parameter(
        name: "authenticationType", kind: .choice(CredentialsTemplate.Kind.allCases.map(\.rawValue), many: false),
        summary: "How the accounts are opened (default SharedKey)"),
    ]
      + entries.map { entry in
        let isTold = entry.summary.contains("(default")
        return Parameter(
          name: entry.name, kind: .text, summary: entry.summary + (isTold ? "" : " (default: a gap to fill in)"))
      })
  let usesService = false
  let effect = CommandEffect.none
  let examples = [
    "generateCredentialsConfig(\"credentials.json\")",
    "generateCredentialsConfig(\"principal.json\", \"ServicePrincipal\")",
  ]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let path = try invocation.requiredString("fileName")
    let kind = try invocation.string("authenticationType").flatMap(CredentialsTemplate.Kind.init(rawValue:))
    var values: [String: String] = [:]
    for entry in Self.entries { values[entry.name] = try invocation.string(entry.name) }
    let template = CredentialsTemplate(kind: kind ?? .sharedKey, values: values)
    guard try CredentialsFile(path: path).write(template.text.text) else {
      context.console.say("The file \(path) exists already and was left as it is.\n")
      return .nothing
    }
    context.console.tell("A config file has been generated \(path). Please enter your Batch credentials.\n")
    return .nothing
  }
}
