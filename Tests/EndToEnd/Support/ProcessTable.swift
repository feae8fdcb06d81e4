import Foundation

/// The processes of this machine, from `/proc`.
enum ProcessTable {
  /// Processes that belong to a directory: it is in their command line, or
  /// they work below it. Those that have ended and wait to be reaped are left
  /// out.
  static func processes(mentioning directory: String) -> [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.filter { process in
      guard process != getpid(), !hasEnded(process) else { return false }
      // A process that ends meanwhile has neither.
      let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")
      if let place, place == directory || place.hasPrefix(directory + "/") { return true }
      let command = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
      return String(decoding: command, as: UTF8.self).contains(directory + "/")
    }
  }

  /// Processes whose command line is this, its words separated by spaces.
  static func processes(running command: String) -> [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.filter { process in
      let words = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
      return !hasEnded(process)
        && String(decoding: words, as: UTF8.self).split(separator: "\0").joined(separator: " ") == command
    }
  }

  static func hasEnded(_ process: pid_t) -> Bool {
    guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return true }
    // The state stands behind the name, which is in parentheses.
    let state = String(decoding: data, as: UTF8.self).split(separator: ")").last?.trimmingPrefix(" ").first
    return state == "Z" || state == "X"
  }
}
