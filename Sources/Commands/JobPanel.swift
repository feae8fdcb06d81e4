import AzureWire
import ParallelJobs
import Rendering

/// What `watchJob` shows of one look at a job.
struct JobPanel: Equatable {
  let id: String
  let progress: JobProgress
  /// The ids of the tasks that run, by node.
  let nodes: [(id: String, tasks: [String])]

  init(id: String, progress: JobProgress, running: [BatchTask]) {
    self.id = id
    self.progress = progress
    nodes = Dictionary(grouping: running) { $0.nodeInfo?.nodeId ?? "" }
      .sorted { $0.key < $1.key }.map { ($0.key, $0.value.map(\.id)) }
  }

  static func == (left: JobPanel, right: JobPanel) -> Bool {
    left.id == right.id && left.progress == right.progress
  }

  private var percent: Int {
    let counts = progress.counts
    // Rounded down: 100 % is said when nothing is left.
    return counts.total == 0 ? 0 : counts.completed * 100 / counts.total
  }

  /// The state in one line.
  var summary: String {
    let counts = progress.counts
    var text = "\(id) \(progress.state): \(percent) % (\(counts.completed)/\(counts.total))"
    text += ", \(counts.running) running, \(counts.active) queued"
    if counts.failed > 0 { text += ", \(counts.failed) failed" }
    if progress.isStuck { text += "; it cannot start, `explainJob \(id)` says why" }
    return text
  }

  /// A heading with the time, a bar, and a line for each node that runs
  /// something: ten at most.
  func lines(at time: String, width: Int) -> [String] {
    let room = max(10, min(width - 3, 60))
    let counts = progress.counts
    let filled = counts.total == 0 ? 0 : counts.completed * room / counts.total
    let failed = counts.total == 0 || counts.failed == 0 ? 0 : max(1, counts.failed * room / counts.total)
    let bar =
      String(repeating: "#", count: max(0, filled - failed)) + String(repeating: "x", count: min(filled, failed))
    // What says how the job stands is broken between words, not cut off.
    func wrapped(_ line: String) -> [String] {
      WordWrap.wrap(line, width: width - 1).split(separator: "\n").map(String.init)
    }
    var lines = [time] + wrapped(summary) + ["[" + bar + String(repeating: ".", count: max(0, room - bar.count)) + "]"]
    for node in nodes.prefix(10) { lines.append("  \(node.id): \(node.tasks.joined(separator: " "))") }
    if nodes.count > 10 { lines.append("  ... and \(nodes.count - 10) more nodes") }
    if counts.failed > 0 { lines += wrapped("  x: failed tasks; `explainJob \(id)` says why") }
    return lines
  }
}
