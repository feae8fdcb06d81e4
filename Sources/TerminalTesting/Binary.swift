internal import Foundation

/// Executables that were built together with the tests.
package enum Binary {
  /// The path of an executable target's product, beside the test bundle. It is
  /// there when the test target depends on the executable target.
  package static func path(named name: String) -> String {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
    let own = bundle ?? (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    let directory = URL(fileURLWithPath: own ?? CommandLine.arguments[0]).deletingLastPathComponent()
    return directory.appendingPathComponent(name).path
  }
}
