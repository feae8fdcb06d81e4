import AzureClient
import Foundation
import Session
import SessionLanguage
import Wording

/// Where a download goes on this machine: `downloadPath` and `overwrite`.
struct DownloadTarget: Sendable {
  /// As the user wrote it.
  let path: String
  /// With the home directory in place of `~`.
  let file: String

  /// - Returns: nil when no path is given.
  /// - Throws: a ``Diagnostic`` when there is a file that is not to be
  ///   replaced, or a directory; nothing has been fetched then.
  init?(_ invocation: CommandInvocation) throws {
    guard let path = try invocation.string("downloadPath"), !path.isEmpty else { return nil }
    self.path = path
    file = UserPath.expanded(path)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory) else { return }
    guard !isDirectory.boolValue else {
      throw invocation.diagnostic("`\(path)` is a directory; name the file in it", at: "downloadPath")
    }
    guard try invocation.flag("overwrite") else {
      throw invocation.diagnostic("the file `\(path)` exists; `overwrite = TRUE` replaces it", at: "downloadPath")
    }
  }

  func write(_ bytes: [UInt8]) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
    } catch {
      throw Self.cannotWrite(path)
    }
  }

  /// Runs a download; an error of the file system says which file it was.
  func explaining<Result>(_ download: () async throws -> Result) async throws -> Result {
    do {
      return try await download()
    } catch let error where !(error is AzureError) && !(error is CancellationError) {
      throw Self.cannotWrite(path)
    }
  }

  static func cannotWrite(_ path: String) -> SessionError {
    SessionError(.failed, "The file \(path) cannot be written; check its directory and the space on its disk.")
  }
}
