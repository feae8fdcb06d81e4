import AzureWire
import Clusters
import Foundation
import Wording

#if canImport(Glibc)
  import Glibc
#endif

/// A credentials file on this machine, and who may read and change it.
package struct CredentialsFile: Sendable {
  /// As the user names it.
  package let path: String

  package init(path: String) {
    self.path = path
  }

  private var file: String { UserPath.expanded(path) }

  /// - Throws: ``ClusterError`` and ``ConfigurationMistakes``;
  ///   ``SessionError`` when others than its owner can change the file: it may
  ///   name commands to run.
  package func read() throws -> CredentialsConfiguration {
    let value = try JSONFile.read(
      path, remedy: "`generateCredentialsConfig(\"\(path)\")` makes one, to be filled in")
    guard mode & 0o022 == 0 else {
      throw SessionError(
        .authentication,
        "Others can change the credentials file \(path) (mode \(modeText)), so it is not used; `chmod 600 \(path)`.")
    }
    return try CredentialsConfiguration(value, subject: "The credentials file \(path)")
  }

  /// Says so when others can read the file, which may hold keys.
  package var warning: String? {
    guard mode & 0o044 != 0 else { return nil }
    return "Others can read the credentials file \(path) (mode \(modeText)); `chmod 600 \(path)`."
  }

  /// Writes a new file that only its owner can read.
  ///
  /// - Returns: false when there is a file of that name, which is left alone.
  /// - Throws: ``SessionError`` when it cannot be written.
  package func write(_ text: String) throws -> Bool { try Self.writeNew(text, path: file, shown: path, mode: 0o600) }

  /// Writes a new file of a configuration that holds no secret.
  package static func writeConfiguration(_ text: String, to path: String) throws -> Bool {
    try writeNew(text, path: UserPath.expanded(path), shown: path, mode: 0o644)
  }

  private static func writeNew(_ text: String, path: String, shown: String, mode: mode_t) throws -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    if descriptor < 0, errno == EEXIST { return false }
    guard descriptor >= 0 else { throw cannotWrite(shown) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(text.utf8))
      try handle.close()
    } catch {
      throw cannotWrite(shown)
    }
    return true
  }

  private static func cannotWrite(_ path: String) -> SessionError {
    SessionError(.failed, "The file \(path) cannot be written: \(String(cString: strerror(errno))).")
  }

  private var mode: mode_t {
    var status = stat()
    return stat(file, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  private var modeText: String { String(mode, radix: 8) }
}
