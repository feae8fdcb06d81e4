import Glibc

/// The processes of a run whose supervisor was killed, found by the mark in
/// their environment.
package enum LeftoverProcesses {
  /// Kills them and returns when none is left.
  /// - Parameter mark: See ``TaskEnvironment/mark(_:_:)``.
  /// - Throws: `CancellationError` when cancelled; some may then live.
  package static func end(marked mark: String) async throws {
    while true {
      let left = find(mark)
      if left.isEmpty { return }
      for pid in left { kill(pid, SIGKILL) }
      // The kernel tells nobody when a process that is not a child is gone.
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// The living processes that carry the run's mark. Processes of other
  /// users cannot be seen, and could not be killed.
  package static func find(_ mark: String) -> [Int32] {
    let setting = Array("\(TaskEnvironment.runVariable)=\(mark)".utf8)
    guard let directory = opendir("/proc") else { return [] }
    defer { closedir(directory) }
    var found: [Int32] = []
    for name in DirectoryEntries(directory) {
      guard let pid = Int32(name), pid != getpid(), let environment = FileBytes.read("/proc/\(name)/environ") else {
        continue
      }
      if environment.split(separator: 0).contains(where: { $0.elementsEqual(setting) }) { found.append(pid) }
    }
    return found
  }
}
