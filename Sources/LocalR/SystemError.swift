#if canImport(Glibc)
  internal import Glibc
#endif

/// The operating system's words.
enum SystemError {
  /// What an `errno` means.
  static func text(_ number: Int32) -> String { String(cString: strerror(number)) }

  /// What a signal means, such as `Segmentation fault`.
  static func text(ofSignal number: Int32) -> String {
    strsignal(number).map { String(cString: $0) } ?? "signal \(number)"
  }
}
