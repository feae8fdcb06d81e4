import AzureClient
import AzureWire
import Foundation
import ParallelJobs
import RData
import Rendering
import Session
import SessionLanguage
import Wording

/// `uploadStorageFile`: a file of this machine into a container, which is
/// made when there is none.
///
/// An upload that broke off goes on where it ended: what the service has
/// already is not sent again.
struct UploadStorageFile: Command {
  let signature = CommandSignature(
    name: "uploadStorageFile", summary: "Put a file into a storage container; a broken upload is resumed",
    parameters: [
      Parameter(name: "container", kind: .container, isRequired: true, summary: "The container"),
      Parameter(name: "filePath", kind: .path, isRequired: true, summary: "The file on this machine"),
      Parameter(name: "blobPath", kind: .text, summary: "Its name in the container (default: the file's own)"),
      Parameter(name: "overwrite", kind: .flag, summary: "Replace a file of that name (default FALSE)"),
      Parameter(name: "verbose", kind: .flag, summary: "Say what was written (default TRUE)"),
    ])
  let effect = CommandEffect.changes
  let examples = ["uploadStorageFile(\"inputs\", \"data.csv\")", "uploadStorageFile outputs data.csv"]
  let exampleSetUp = "cat(\"x\\n1\\n\", file = \"data.csv\")"

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let path = try invocation.requiredString("filePath")
    let file = UserPath.expanded(path)
    let blob = try invocation.string("blobPath") ?? NSString(string: file).lastPathComponent
    let overwrites = try invocation.flag("overwrite")
    try check(file, path, invocation)
    let container = try invocation.newContainer()
    var options = BlobUploadOptions()
    options.contentType = Self.contentType(of: file)
    // Two that upload at the same time do not replace each other's either.
    if !overwrites { options.condition = .mustBeNew }
    let watch = TransferWatch(blob, context: context)
    let size = try await context.withJobs { [options] jobs in
      try await Self.prepare(container, blob, mustBeNew: !overwrites, jobs.blobs)
      let now = Timestamp(secondsSince1970: context.now())
      context.session.knownNames.add(.containers, KnownNames.Entry(id: container, state: "container", since: now))
      return try await watch.run { show in
        try await jobs.blobs.resumeUpload(
          container: container, blob: blob, file: file, options: options, progress: show)
      }
    }
    if try invocation.flag("verbose", default: true) {
      context.console.say("Wrote \(ByteSize.text(size)) to \(blob) in the container \(container).\n")
    }
    return CommandResult(.string(blob), isVisible: false)
  }

  private func check(_ file: String, _ path: String, _ invocation: CommandInvocation) throws {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory) else {
      let container = try invocation.string("container") ?? ""
      let order = FileManager.default.fileExists(atPath: container) ? "; the container comes before the file" : ""
      throw invocation.diagnostic("there is no file `\(path)`\(order)", at: "filePath")
    }
    guard !isDirectory.boolValue else {
      throw invocation.diagnostic("`\(path)` is a directory; name a file in it", at: "filePath")
    }
    guard FileManager.default.isReadableFile(atPath: file) else {
      throw SessionError(.failed, "The file \(path) cannot be read; check its permissions.")
    }
  }

  /// Makes the container, and finds out before anything is sent whether the
  /// name is taken.
  private static func prepare(
    _ container: String, _ blob: String, mustBeNew: Bool, _ blobs: BlobClient
  ) async throws {
    do {
      try await blobs.createContainer(container)
    } catch let error as AzureError where error.isCode("ContainerAlreadyExists") {
      guard mustBeNew else { return }
      do {
        _ = try await blobs.properties(container: container, blob: blob)
      } catch let error as AzureError where error.kind == .notFound {
        return
      }
      throw SessionError(
        .failed, "There is a file \(blob) in the container \(container) already; `overwrite = TRUE` replaces it.")
    }
  }

  private static func contentType(of file: String) -> String {
    switch NSString(string: file).pathExtension.lowercased() {
    case "txt", "log", "r", "md": "text/plain"
    case "csv": "text/csv"
    case "json": "application/json"
    default: "application/octet-stream"
    }
  }
}
