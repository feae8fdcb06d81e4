import AzureClient
import ParallelJobs
import RData
import Rendering
import SessionLanguage

/// `getStorageFile`: a file of a container, as a value or on this machine.
///
/// A download that broke off goes on where it ended, as long as the file in
/// the container is the same.
struct GetStorageFile: Command {
  let signature = CommandSignature(
    name: "getStorageFile", summary: "Fetch a file of a storage container; a broken download is resumed",
    parameters: [
      Parameter(name: "container", kind: .container, isRequired: true, summary: "The container"),
      Parameter(name: "blobPath", kind: .text, isRequired: true, summary: "The file in it"),
      Parameter(
        name: "downloadPath", kind: .path,
        summary: "A file on this machine to write (default NULL: the text, or the bytes, are the value)"),
      Parameter(name: "overwrite", kind: .flag, summary: "Replace a file that exists (default FALSE)"),
      Parameter(name: "verbose", kind: .flag, summary: "Say what was written (default TRUE)"),
    ])
  let effect = CommandEffect.none
  let examples = [
    "getStorageFile(job_id, \"logs/1.txt\")",
    "getStorageFile(job_id, \"results/1-result.rds\", \"1.rds\", overwrite = TRUE)",
  ]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let container = try invocation.container()
    let blob = try invocation.requiredString("blobPath")
    guard let target = try DownloadTarget(invocation) else {
      let bytes = try await context.withJobs { try await $0.blobs.download(container: container, blob: blob) }
      guard let text = Self.text(bytes, named: blob) else { return CommandResult(RValue(.raw(bytes))) }
      return CommandResult(.string(text))
    }
    let watch = TransferWatch(blob, context: context)
    let size = try await context.withJobs { jobs in
      try await watch.run { show in
        try await target.explaining {
          try await jobs.blobs.resumeDownload(container: container, blob: blob, file: target.file, progress: show)
        }
      }
    }
    if try invocation.flag("verbose", default: true) {
      context.console.say("Wrote \(ByteSize.text(size)) to \(target.path).\n")
    }
    return CommandResult(.string(target.path), isVisible: false)
  }

  /// The contents of a file whose name says that it is text; nil for others,
  /// and for bytes that are no UTF-8.
  private static func text(_ bytes: [UInt8], named name: String) -> String? {
    let endings = [".txt", ".csv", ".tsv", ".json", ".R", ".log", ".md"]
    guard endings.contains(where: { name.lowercased().hasSuffix($0.lowercased()) }) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}
