import AzureWire
import Foundation
import Shell

/// Finds the state directory that a command line or the environment names.
enum StateDirectory {
  /// - Parameter option: the value of `--data`.
  /// - Returns: absolute paths: the service and its children work elsewhere.
  static func find(_ option: String?) throws -> StatePaths {
    let environment = ProcessInfo.processInfo.environment
    guard let paths = option.map(StatePaths.init(directory:)) ?? StatePaths(environment: environment) else {
      try fail(
        "No state directory is known: neither AZP_STATE_DIR, XDG_STATE_HOME nor HOME is set; set AZP_STATE_DIR to one.",
        ExitStatus.failure)
    }
    return StatePaths(directory: URL(fileURLWithPath: paths.directory).path)
  }
}
