extension RecordedRequestTests {
  private static let noLogins = "a node of this machine has no logins of its own"
  private static let noApplications = "application packages belong to an Azure account; none can be there"
  private static let noCertificates = "certificates were removed in 2025-06-01"
  private static let noImages = "local nodes are made from no image and lie in no network; any is accepted"

  private static let noPasswords = "passwords and keys are not told, as the real service's answers have none"
  private static let httpURL = "answered as httpUrl, its name since 2018-12-01"

  /// Requests that are answered with another status than the real service's,
  /// and why.
  static let explainedInRecordings = [
    "DELETE certificates: 404 ResourceNotFound, not 202": noCertificates,
    "GET certificates: 404 ResourceNotFound, not 200": noCertificates,
    "POST certificates: 404 ResourceNotFound, not 201": noCertificates,
    "POST certificates: 404 ResourceNotFound, not 409 CertificateStateActive": noCertificates,
    "GET applications/*: 404 ApplicationNotFound, not 200": noApplications,
    "GET lifetimepoolstats: 404 ResourceNotFound, not 200":
      "removed in 2023-05-01; nothing measures what pools that have gone have used",
    "POST pools/*/nodes/*/reimage: 409 OperationNotValidOnNode, not 202": noImages,
    "POST pools/*/nodes/*/uploadbatchservicelogs: 409 OperationNotValidOnNode, not 200":
      "the log of a local node is one of its files",
    "POST pools/*/nodes/*/users: 409 OperationNotValidOnNode, not 201": noLogins,
    "PUT pools/*/nodes/*/users/*: 404 NodeUserNotFound, not 200": noLogins,
    "DELETE pools/*/nodes/*/users/*: 404 NodeUserNotFound, not 200": noLogins,
    "GET pools/*/nodes/*/rdp: 404 ResourceNotFound, not 200": "remoteloginsettings since 2024-07-01",
    "POST pools/*/upgradeos: 404 ResourceNotFound, not 400 PoolVersionEqualsUpgradeVersion": "removed in 2018-12-01",
    "POST pools: 201, not 400 InvalidPropertyValue (virtualMachineImageId)": noImages,
    "POST pools: 201, not 400 InvalidPropertyValue (subnetId)": noImages,
    "POST pools: 400 InvalidPropertyValue (imageReference), not 500 InternalError": "the real service failed",
    "POST pools/*/disableautoscale: 200, not 500 OperationTimedOut": "the real service failed",
    "jobs/*/tasks: containerSettings.registry.password is lost": noPasswords,
    "pools: userAccounts.password is lost": noPasswords,
    "pools: mountConfiguration.azureBlobFileSystemConfiguration.accountKey is lost": noPasswords,
    "jobs: jobManagerTask.resourceFiles.blobSource is lost": httpURL,
    "jobs: jobPreparationTask.resourceFiles.blobSource is lost": httpURL,
    "jobs: jobReleaseTask.resourceFiles.blobSource is lost": httpURL,
    "pools: startTask.resourceFiles.blobSource is lost": httpURL,
  ]

  /// The same for the official examples.
  static let explainedInExamples = [
    "GET applications/*: 404 ApplicationNotFound, not 200": noApplications,
    "GET pools/*/nodes/*/extensions/*: 404 ResourceNotFound, not 200": "a local node has no extensions",
    "GET pools/*/nodes/*/remoteloginsettings: 409 OperationNotValidOnNode, not 200": noLogins,
    "POST pools/*/nodes/*/deallocate: 409 OperationNotValidOnNode, not 202": "a local node is no virtual machine",
    "POST pools/*/nodes/*/start: 409 OperationNotValidOnNode, not 202": "a local node is no virtual machine",
    "POST pools/*/nodes/*/reimage: 409 OperationNotValidOnNode, not 202": noImages,
    "POST pools/*/nodes/*/uploadbatchservicelogs: 409 OperationNotValidOnNode, not 200":
      "the log of a local node is one of its files",
    "POST pools/*/nodes/*/users: 409 OperationNotValidOnNode, not 201": noLogins,
    "PUT pools/*/nodes/*/users/*: 404 NodeUserNotFound, not 200": noLogins,
    "DELETE pools/*/nodes/*/users/*: 404 NodeUserNotFound, not 200": noLogins,
    "pools: mountConfiguration.azureBlobFileSystemConfiguration.accountKey is lost": noPasswords,
    "pools: mountConfiguration.azureFileShareConfiguration.accountKey is lost": noPasswords,
    "pools: mountConfiguration.cifsMountConfiguration.password is lost": noPasswords,
  ]
}
