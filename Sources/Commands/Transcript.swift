import AzureWire
import Foundation
import Synchronization
import Wording

#if canImport(Glibc)
  import Glibc
#endif

/// A file that takes down what is typed and shown, with times and without
/// secrets.
package final class Transcript: Sendable {
  private let descriptor = Mutex<Int32?>(nil)
  private let isSecret: @Sendable (String) -> Bool

  /// - Parameter isSecret: whether a line must not be kept.
  package init(isSecret: @escaping @Sendable (String) -> Bool = { _ in false }) {
    self.isSecret = isSecret
  }

  deinit { close() }

  /// Whether anything is taken down.
  package var isOpen: Bool { descriptor.withLock { $0 != nil } }

  /// Appends to the file from now on; only its owner can read a new one.
  ///
  /// - Returns: the error number of the system; nil when it is open.
  package func open(_ path: String) -> Int32? {
    let fresh = Glibc.open(
      UserPath.expanded(path), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard fresh >= 0 else { return errno }
    close()
    descriptor.withLock { $0 = fresh }
    return nil
  }

  /// Ends the file; what comes later is not taken down.
  package func close() {
    descriptor.withLock { descriptor in
      if let open = descriptor { Glibc.close(open) }
      descriptor = nil
    }
  }

  /// Takes down a statement that is about to run.
  ///
  /// - Parameter time: seconds since 1970.
  package func record(statement: String, time: Double) {
    let stamp = Timestamp(secondsSince1970: time).iso8601Seconds
    let lines = statement.split(separator: "\n", omittingEmptySubsequences: false)
    let text = isSecret(statement) ? "<redacted>" : lines.joined(separator: "\n\(stamp) ...> ")
    write("\(stamp) azp> \(text)\n")
  }

  /// Takes down what was shown. What paints over itself, a progress line say,
  /// is left out.
  package func record(output: String) {
    guard isOpen, !output.contains("\r") else { return }
    let plain = Self.withoutEscapes(output)
    let lines = plain.split(separator: "\n", omittingEmptySubsequences: false)
    write(lines.map { isSecret(String($0)) ? "<redacted>" : String($0) }.joined(separator: "\n"))
  }

  private func write(_ text: String) {
    descriptor.withLock { descriptor in
      guard let open = descriptor else { return }
      var bytes = Array(text.utf8)[...]
      while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { Glibc.write(open, $0.baseAddress, $0.count) }
        if count > 0 {
          bytes = bytes.dropFirst(count)
        } else if errno != EINTR {
          // A full disk ends the log and not the session.
          Glibc.close(open)
          descriptor = nil
          return
        }
      }
    }
  }

  /// The text without colours and the like (`ESC [ ... letter`).
  private static func withoutEscapes(_ text: String) -> String {
    guard text.unicodeScalars.contains("\u{1B}") else { return text }
    return text.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "")
  }
}
