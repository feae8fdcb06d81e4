/// One of Azure's clouds: where its services are found.
///
/// Source: "Azure national clouds" and the hosts that doAzureParallel's
/// `setCredentials(environment =)` chooses from.
public struct AzureCloud: Sendable, Hashable {
  /// As doAzureParallel calls it, such as `AzureUSGov`.
  public var name: String
  /// Where tokens are issued, without a slash at the end.
  public var authority: String
  /// Azure Resource Manager, without a slash at the end.
  public var resourceManager: String
  /// For whom tokens of Azure Resource Manager are, without a slash at the
  /// end: mostly where it is found.
  public var managementAudience: String
  /// For whom tokens of the Batch service are, with a slash at the end.
  public var batchAudience: String
  /// What follows the account's name and `.blob.` in the host of a storage.
  public var storageSuffix: String

  /// - Parameter name: in any case: `Azure`, `AzureChina`, `AzureUSGov` or
  ///   `AzureGermany`.
  public init?(named name: String) {
    guard let cloud = Self.all.first(where: { $0.name.lowercased() == name.lowercased() }) else { return nil }
    self = cloud
  }

  /// A cloud of one's own, such as Azure Stack.
  ///
  /// - Parameter managementAudience: the resource manager's address unless
  ///   given.
  public init(
    name: String, authority: String, resourceManager: String, managementAudience: String? = nil,
    batchAudience: String, storageSuffix: String
  ) {
    self.name = name
    self.authority = authority
    self.resourceManager = resourceManager
    self.managementAudience = managementAudience ?? resourceManager
    self.batchAudience = batchAudience
    self.storageSuffix = storageSuffix
  }

  /// The scope of tokens for Batch; the audience's slash stays, so there are
  /// two.
  public var batchScope: String { batchAudience + "/.default" }
  /// The scope of tokens for Azure Resource Manager.
  public var managementScope: String { managementAudience + "/.default" }
  /// The scope of tokens for Blob Storage; all clouds share it.
  public var storageScope: String { "https://storage.azure.com/.default" }

  /// Where the blobs of a storage account are.
  public func blobEndpoint(account: String) -> String { "https://\(account).blob.\(storageSuffix)" }

  /// Azure's own cloud, which accounts are in unless said otherwise.
  public static let `public` = AzureCloud(
    name: "Azure", authority: "https://login.microsoftonline.com", resourceManager: "https://management.azure.com",
    batchAudience: "https://batch.core.windows.net/", storageSuffix: "core.windows.net")

  /// Run by 21Vianet.
  public static let china = AzureCloud(
    name: "AzureChina", authority: "https://login.chinacloudapi.cn",
    resourceManager: "https://management.chinacloudapi.cn", batchAudience: "https://batch.chinacloudapi.cn/",
    storageSuffix: "core.chinacloudapi.cn")

  /// Azure for the government of the United States.
  public static let usGovernment = AzureCloud(
    name: "AzureUSGov", authority: "https://login.microsoftonline.us",
    resourceManager: "https://management.usgovcloudapi.net", batchAudience: "https://batch.core.usgovcloudapi.net/",
    storageSuffix: "core.usgovcloudapi.net")

  /// Closed in October 2021; kept for credentials that name it.
  public static let germany = AzureCloud(
    name: "AzureGermany", authority: "https://login.microsoftonline.de",
    resourceManager: "https://management.microsoftazure.de", batchAudience: "https://batch.cloudapi.de/",
    storageSuffix: "core.cloudapi.de")

  /// The clouds there are or were, the public one first.
  public static let all: [AzureCloud] = [.public, .china, .usGovernment, .germany]
}
