import Foundation

/// The processes of this machine, from `/proc`; one that ends meanwhile has
/// nothing to tell.
enum ProcessTable {
  static var all: [pid_t] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
  }

  static func command(_ process: pid_t) -> String { text(process, "cmdline") }

  static func name(_ process: pid_t) -> String {
    text(process, "comm").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  static func workingDirectory(_ process: pid_t) -> String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")) ?? ""
  }

  static func hasEnded(_ process: pid_t) -> Bool {
    // The state stands behind the name, which is in parentheses.
    let state = text(process, "stat").split(separator: ")").last?.drop { $0 == " " }.first
    return state == nil || state == "Z" || state == "X"
  }

  private static func text(_ process: pid_t, _ file: String) -> String {
    FileManager.default.contents(atPath: "/proc/\(process)/\(file)").map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
