import Glibc

/// A system call that failed.
package struct SystemError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was tried, as in "create /x/y".
  package let action: String
  /// An errno.
  package let code: Int32

  /// With the current `errno` unless told.
  package init(_ action: String, code: Int32 = errno) {
    self.action = action
    self.code = code
  }

  /// The system's words for the error, such as `No such file or directory`.
  package var reason: String { Self.text(of: code) }

  package var description: String { "Cannot \(action): \(reason)." }

  private static func text(of code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    if strerror_r(code, &buffer, buffer.count) == 0 {
      return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    return "error \(code)"
  }
}

extension SystemError {
  var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }
  var isNotFound: Bool { code == ENOENT || code == ENOTDIR }
  /// Whoever was at the other end of a socket has ended.
  var isPeerGone: Bool { code == EPIPE || code == ECONNRESET }
}
