package import AzureWire
import Glibc

/// Uploads the output files of a run after its process has ended.
package struct OutputUploader: Sendable {
  private let writer: BlobWriter
  private let transport: BlobTransport
  /// Files on their way at a time.
  private static let width = 4

  package init(transport: BlobTransport, writer: BlobWriter) {
    self.transport = transport
    self.writer = writer
  }

  private struct Item: Sendable {
    var path: String
    var blob: BlobAddress
  }

  /// Returns when all files are uploaded, or why one is not; what was done is
  /// noted in the task's `fileuploadout.txt` and `fileuploaderr.txt`. A
  /// pattern that means no file is noted and is no failure.
  /// - Throws: `CancellationError`.
  package func upload(
    _ files: [OutputFile], exitCode: Int, taskDirectory: String, variables: [String: String]
  ) async throws -> TaskFailureInformation? {
    var log = UploadLog(directory: taskDirectory)
    var items: [Item] = []
    for file in files where file.uploadOptions.uploadCondition.holds(exitCode) {
      let pattern = VariableExpansion.expand(file.filePattern, variables)
      let matches = PatternSearch.find(pattern, from: taskDirectory + "/wd")
      if matches.isEmpty { log.note("No file matches the pattern \(pattern).", isError: true) }
      let container = transport.address(file.destination.container.containerUrl)
      let path = file.destination.container.path ?? ""
      let isOne = !GlobPattern(pattern).hasWildcard
      for match in matches {
        let name = isOne ? (path.isEmpty ? match.name : path) : path.isEmpty ? match.name : path + "/" + match.name
        items.append(Item(path: match.path, blob: container.blob(name)))
      }
    }
    let failures = try await upload(items, &log)
    log.write()
    return failures.first
  }

  private func upload(_ items: [Item], _ log: inout UploadLog) async throws -> [TaskFailureInformation] {
    var failures: [TaskFailureInformation] = []
    try await withThrowingTaskGroup(of: (Item, TaskFailureInformation?).self) { group in
      func take(_ result: (Item, TaskFailureInformation?)) {
        log.note(
          result.1?.message ?? "Uploaded \(result.0.path) to \(result.0.blob).", isError: result.1 != nil)
        if let failure = result.1 { failures.append(failure) }
      }
      for (index, item) in items.enumerated() {
        if index >= Self.width, let result = try await group.next() { take(result) }
        group.addTask { (item, try await upload(item)) }
      }
      while let result = try await group.next() { take(result) }
    }
    return failures
  }

  private func upload(_ item: Item) async throws -> TaskFailureInformation? {
    let what = "The output file \(item.path) could not be uploaded to \(item.blob)"
    do {
      try await writer.upload(item.path, to: item.blob)
      return nil
    } catch BlobTransport.Failure.notFound {
      return Self.failure("FileUploadContainerNotFound", "\(what): there is no such container.", item)
    } catch BlobTransport.Failure.denied {
      return Self.failure(
        "FileUploadAccessDenied",
        "\(what): access is denied; check that its signature allows writing and has not expired.", item)
    } catch BlobTransport.Failure.other(let reason) {
      return Self.failure("FileUploadMiscError", "\(what): \(reason).", item)
    } catch let error as SystemError {
      return Self.failure("FileUploadMiscError", "\(what): \(error.reason).", item)
    }
  }

  private static func failure(_ code: String, _ message: String, _ item: Item) -> TaskFailureInformation {
    TaskFailureInformation(
      code: code, message: message,
      details: [NameValue(name: "FilePath", value: item.path), NameValue(name: "Destination", value: item.blob.base)])
  }
}

/// What is written beside a task's stdout.txt about its uploads.
private struct UploadLog {
  let directory: String
  private var output = ""
  private var errors = ""

  init(directory: String) {
    self.directory = directory
  }

  mutating func note(_ line: String, isError: Bool) {
    if isError { errors += line + "\n" } else { output += line + "\n" }
  }

  /// For people only: nothing depends on it, and a full disk is told
  /// elsewhere.
  func write() {
    for (name, text) in [("fileuploadout.txt", output), ("fileuploaderr.txt", errors)] {
      let path = directory + "/" + name
      let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
      guard file >= 0 else { continue }
      defer { close(file) }
      try? FileBytes.writeAll(Array(text.utf8), to: file, path: path)
    }
  }
}
