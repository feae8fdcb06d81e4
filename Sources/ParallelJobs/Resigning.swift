import AzureClient
import AzureWire
import Foundation

/// Gives the URLs of a job's container signatures that are good from now on,
/// with the rights that the old ones gave; all other URLs stay as they are.
struct Resigning {
  let container: String
  let blobs: BlobClient

  func renewed(_ preparation: JobPreparationTask) -> JobPreparationTask {
    var preparation = preparation
    preparation.resourceFiles = preparation.resourceFiles?.map(renewed)
    return preparation
  }

  func renewed(_ task: TaskAddParameters) -> TaskAddParameters {
    var task = task
    task.resourceFiles = task.resourceFiles?.map(renewed)
    task.outputFiles = task.outputFiles?.map { file in
      var file = file
      file.destination.container.containerUrl = renewed(file.destination.container.containerUrl)
      return file
    }
    return task
  }

  private func renewed(_ file: ResourceFile) -> ResourceFile {
    var file = file
    file.httpUrl = file.httpUrl.map(renewed)
    file.storageContainerUrl = file.storageContainerUrl.map(renewed)
    return file
  }

  /// The same place with a new signature, if it is one of the container.
  func renewed(_ url: String) -> String {
    let parts = url.split(separator: "?", maxSplits: 1)
    guard parts.count == 2, case let query = QueryItems(query: parts[1]), query["sig"] != nil,
      let permissions = query["sp"], let blob = blob(of: parts[0])
    else { return url }
    let lifetime = ParallelJobs.signatureLifetime
    if blob.isEmpty {
      return blobs.containerURL(container, permissions: ordered(permissions), validFor: lifetime).reveal()
    }
    return blobs.blobURL(container: container, blob: blob, permissions: ordered(permissions), validFor: lifetime)
      .reveal()
  }

  /// The blob that an address in the container names, empty for the container
  /// itself; nil for an address that lies elsewhere.
  private func blob(of address: Substring) -> String? {
    let root = blobs.containerURL(container, permissions: "r", validFor: .zero).reveal().prefix { $0 != "?" }
    // doAzureParallel writes https and a host of its own for the same place.
    let path = (address.range(of: "://").map { address[$0.upperBound...] } ?? "").drop { $0 != "/" }
    for prefix in [String(root), "/\(container)"] {
      let text = prefix == String(root) ? address : path
      if text == prefix { return "" }
      if text.hasPrefix(prefix + "/") { return PercentEncoding.decode(text.dropFirst(prefix.count + 1)) }
    }
    return nil
  }

  /// Azure takes the letters in this order alone.
  private func ordered(_ permissions: String) -> String { "racwdl".filter(permissions.contains) }
}
