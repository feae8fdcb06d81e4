import AzureClient
import AzureWire

extension ParallelJobs {
  /// The output files of a loop, those that name only a container with that
  /// container's URL, signed; the container is made when there is none.
  ///
  /// An address with a signature of its own is the user's affair.
  func signed(_ files: [OutputFile]) async throws -> [OutputFile] {
    var signed: [OutputFile] = []
    for var file in files {
      let name = file.destination.container.containerUrl
      if !name.contains("://") {
        guard ResourceID.isValidContainerName(name) else {
          throw JobError(
            .invalid,
            "The output files `\(file.filePattern)` are to go to `\(name)`, which cannot be the name of a "
              + "container: that is \(ResourceID.containerNameRule).")
        }
        do {
          try await blobs.createContainer(name)
        } catch let error as AzureError where error.isCode("ContainerAlreadyExists") {
          // It need not be new.
        }
        file.destination.container.containerUrl =
          blobs.containerURL(name, permissions: "wc", validFor: Self.signatureLifetime).reveal()
      }
      signed.append(file)
    }
    return signed
  }
}
