import ArgumentParser
import AzureWire
import Session
import Shell

/// `azp credentials`: what another client needs to use the service of this
/// machine.
struct Credentials: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json
    case env
    case connectionString = "connection-string"
    case r
  }

  static let configuration = CommandConfiguration(
    commandName: "credentials",
    abstract: "Print what another client needs to use the service of this machine; the key is part of it.")

  @Option(help: "One of json, env, connection-string, r.")
  var format = Format.json

  @Option(help: "The state directory.")
  var data: String?

  func run() async throws {
    let paths = try StateDirectory.find(data)
    do {
      let service = LocalService(paths: paths, executable: ThisProgram.path)
      let description = try await service.attachOrStart()
      print(Self.text(description, key: try service.key(description).reveal(), format: format))
    } catch {
      try fail("\(error)", ExitStatus.of(error))
    }
  }

  static func text(_ service: LocalServiceDescription, key: String, format: Format) -> String {
    let connection =
      "DefaultEndpointsProtocol=http;AccountName=\(service.account);AccountKey=\(key);"
      + "BlobEndpoint=\(service.blobEndpoint);"
    switch format {
    case .connectionString: return connection
    case .env:
      return """
        export AZURE_BATCH_ACCOUNT='\(service.account)'
        export AZURE_BATCH_ACCESS_KEY='\(key)'
        export AZURE_BATCH_ENDPOINT='\(service.batchEndpoint)'
        export AZURE_STORAGE_CONNECTION_STRING='\(connection)'
        """
    case .json:
      let principal = servicePrincipal(service, key: key).map { ",\n  \"servicePrincipal\": \($0)" } ?? ""
      return """
        {
          "sharedKey": {
            "batchAccount": {
              "name": "\(service.account)",
              "key": "\(key)",
              "url": "\(service.batchEndpoint)"
            },
            "storageAccount": {
              "name": "\(service.account)",
              "key": "\(key)",
              "endpoint": "\(service.blobEndpoint)"
            }
          }\(principal)
        }
        """
    case .r:
      return """
        setCredentials(list(sharedKey = list(
          batchAccount = list(name = "\(service.account)", key = "\(key)", url = "\(service.batchEndpoint)"),
          storageAccount = list(name = "\(service.account)", key = "\(key)", endpointSuffix = "core.windows.net"))))
        # doAzureParallel knows no Storage but Azure's: this names the one here.
        storage <- getOption("az_config")$storageClient
        storage$url <- "\(hostStyle(service))"
        """
    }
  }

  /// The Blob endpoint with the account in the host's name; every name below
  /// `localhost` is this machine (RFC 6761).
  private static func hostStyle(_ service: LocalServiceDescription) -> String {
    let port = service.batchEndpoint.split(separator: ":").last ?? ""
    return "http://\(service.account).blob.localhost:\(port)"
  }

  /// What a client needs that comes with a token; nil where the service does
  /// not listen with TLS.
  private static func servicePrincipal(_ service: LocalServiceDescription, key: String) -> String? {
    guard let endpoint = service.tlsEndpoint, let certificate = service.certificateFile,
      let credential = SharedKeyCredential(account: service.account, base64Key: Secret(key))
    else { return nil }
    let principal = ServicePrincipal(local: credential)
    let resource = "/subscriptions/local/resourceGroups/local/providers"
    return """
      {
          "tenantId": "\(principal.tenantID)",
          "clientId": "\(principal.clientID)",
          "credential": "\(principal.clientSecret.reveal())",
          "batchAccountResourceId": "\(resource)/Microsoft.Batch/batchAccounts/\(service.account)",
          "storageAccountResourceId": "\(resource)/Microsoft.Storage/storageAccounts/\(service.account)",
          "authority": "\(endpoint)",
          "batchUrl": "\(endpoint)",
          "blobEndpoint": "\(endpoint)/\(service.account)",
          "certificateFile": "\(certificate)"
        }
      """
  }
}
