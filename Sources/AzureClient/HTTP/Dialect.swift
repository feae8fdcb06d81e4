import AzureWire

/// In what the services differ below their paths.
enum Dialect: Sendable {
  case batch
  case storage
  /// Azure Resource Manager.
  case management

  /// The rules of SharedKey; nil where only tokens are taken.
  var signing: SharedKeyRequest.Service? {
    switch self {
    case .batch: .batch
    case .storage: .storage
    case .management: nil
    }
  }

  /// Carries the time that is signed.
  var dateHeader: String? { signing?.dateHeader }

  /// Carries the client's name of a request.
  var requestIDHeader: String {
    switch self {
    case .batch: "client-request-id"
    case .storage, .management: "x-ms-client-request-id"
    }
  }

  /// For sentences.
  var serviceName: String {
    switch self {
    case .batch: "a Batch account"
    case .storage: "a storage account"
    case .management: "Azure Resource Manager"
    }
  }
}
