import Foundation

/// The file this program was started from.
enum ThisProgram {
  static var path: String {
    // The link names the file even when it was started by a bare name.
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }
}
