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
    let state = status(process).first
    return state == nil || state == "Z" || state == "X"
  }

  /// Whether it has made a session, in which its children are.
  static func leadsSession(_ process: pid_t) -> Bool {
    let fields = status(process)
    return fields.count > 3 && pid_t(fields[3]) == process
  }

  /// State, parent, group, session and so on; nothing of a process that is
  /// not there.
  private static func status(_ process: pid_t) -> [Substring] {
    // They stand behind the name, which is in parentheses.
    text(process, "stat").split(separator: ")").last?.split(separator: " ") ?? []
  }

  private static func text(_ process: pid_t, _ file: String) -> String {
    FileManager.default.contents(atPath: "/proc/\(process)/\(file)").map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
