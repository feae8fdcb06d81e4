import AsyncHTTPClient
package import AzureWire
import Glibc
import NIOCore
import NIOHTTP1

/// Downloads the resource files of a run into its working directory.
package struct ResourceFetcher: Sendable {
  private let transport: BlobTransport
  /// Files on their way at a time.
  private static let width = 4

  package init(transport: BlobTransport) {
    self.transport = transport
  }

  /// One file to be written.
  private struct Item: Sendable {
    var source: BlobAddress
    /// Relative to the working directory.
    var path: String
    var mode: mode_t
  }

  /// Returns when all files are there, or why they are not; what cancelling
  /// breaks off is not a failure and throws.
  /// - Throws: `CancellationError`.
  package func fetch(_ files: [ResourceFile], into directory: String) async throws -> TaskFailureInformation? {
    do {
      for file in files {
        let items = try await items(of: file)
        try await withThrowingTaskGroup(of: Void.self) { group in
          for (index, item) in items.enumerated() {
            if index >= Self.width { try await group.next() }
            group.addTask { try await download(item, into: directory) }
          }
          while try await group.next() != nil {}
        }
      }
      return nil
    } catch let failure as FetchFailure {
      return failure.information
    }
  }

  private func items(of file: ResourceFile) async throws -> [Item] {
    let mode = file.fileMode.flatMap { mode_t($0, radix: 8) } ?? 0o770
    if let url = file.httpUrl {
      let address = transport.address(url)
      guard let path = file.filePath.flatMap(NodePaths.confined) else {
        throw FetchFailure.outside(file.filePath ?? "", address)
      }
      return [Item(source: address, path: path, mode: mode)]
    }
    guard let url = file.storageContainerUrl else {
      throw FetchFailure(
        code: "BlobDownloadMiscError", message: "A resource file of the task has no address.",
        path: file.filePath ?? file.autoStorageContainerName ?? "", address: "")
    }
    let container = transport.address(url)
    let directory = file.filePath ?? ""
    do {
      return try await ContainerListing(transport: transport).names(in: container, prefix: file.blobPrefix ?? "")
        .filter { !$0.hasSuffix("/") }
        .map { name in
          guard let path = NodePaths.confined(directory.isEmpty ? name : directory + "/" + name) else {
            throw FetchFailure.outside(name, container)
          }
          return Item(source: container.blob(name), path: path, mode: mode)
        }
    } catch let failure as BlobTransport.Failure {
      throw FetchFailure(failure, path: directory, address: container)
    }
  }

  private func download(_ item: Item, into directory: String) async throws {
    let path = directory + "/" + item.path
    do {
      if let slash = path.lastIndex(of: "/") { try Directories.make(String(path[..<slash])) }
      let file = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
      guard file >= 0 else { throw SystemError("create \(path)") }
      defer { close(file) }
      try await transport.send(.GET, item.source) { response in
        guard ftruncate(file, 0) == 0, lseek(file, 0, SEEK_SET) == 0 else { throw SystemError("empty \(path)") }
        for try await part in response.body {
          try FileBytes.writeAll(Array(part.readableBytesView), to: file, path: path)
        }
      }
      guard fchmod(file, item.mode) == 0 else { throw SystemError("set the mode of \(path)") }
    } catch let failure as BlobTransport.Failure {
      throw FetchFailure(failure, path: item.path, address: item.source)
    } catch let error as SystemError {
      throw FetchFailure(error, path: item.path, address: item.source)
    }
  }
}

/// Why the resource files of a run are not there.
private struct FetchFailure: Error {
  var information: TaskFailureInformation

  init(code: String, message: String, path: String, address: String) {
    information = TaskFailureInformation(
      code: code, message: message,
      details: [NameValue(name: "FilePath", value: path), NameValue(name: "BlobSource", value: address)])
  }

  init(_ failure: BlobTransport.Failure, path: String, address: BlobAddress) {
    let what = "The resource file \(path) could not be downloaded from \(address)"
    switch failure {
    case .notFound:
      self.init(code: "BlobNotFound", message: "\(what): there is no such blob.", path: path, address: address.base)
    case .denied:
      self.init(
        code: "BlobAccessDenied",
        message: "\(what): access is denied; check that its signature allows reading and has not expired.",
        path: path, address: address.base)
    case .other(let reason):
      self.init(code: "BlobDownloadMiscError", message: "\(what): \(reason).", path: path, address: address.base)
    }
  }

  init(_ error: SystemError, path: String, address: BlobAddress) {
    self.init(
      code: error.isDiskFull ? "DiskFull" : "ResourceFileWriteFailed",
      message: "The resource file \(path) could not be written: \(error.reason).", path: path, address: address.base)
  }

  static func outside(_ path: String, _ address: BlobAddress) -> FetchFailure {
    FetchFailure(
      code: "ResourceFileCreateFailed",
      message: "The resource file path \"\(path)\" is not one below the task's working directory.", path: path,
      address: address.base)
  }
}
