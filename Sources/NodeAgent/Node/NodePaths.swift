/// The layout of a node's root directory, as on Batch, and the agent's own
/// directory beside it.
package struct NodePaths: Sendable {
  /// The directory of all that the node has (`AZ_BATCH_NODE_ROOT_DIR`).
  package let root: String

  package init(root: String) {
    self.root = root
  }

  package var applications: String { root + "/applications" }
  package var mounts: String { root + "/fsmounts" }
  /// What all tasks may write (`AZ_BATCH_NODE_SHARED_DIR`).
  package var shared: String { root + "/shared" }
  /// The start task's directory (`AZ_BATCH_NODE_STARTUP_DIR`).
  package var startup: String { root + "/startup" }
  package var volatile: String { root + "/volatile" }
  /// A directory for each job.
  package var workItems: String { root + "/workitems" }

  package var agent: String { root + "/agent" }
  /// The files in which supervisors write how launches go.
  package var runs: String { agent + "/runs" }
  /// What is about to be deleted.
  package var trash: String { agent + "/trash" }
  /// What the agent must not forget.
  package var journal: String { agent + "/journal" }
  /// Held by the running agent, for life.
  package var lock: String { agent + "/agent.lock" }
  /// The number of the running agent's process.
  package var pid: String { agent + "/agent.pid" }

  /// The directory of all that belongs to a job.
  package func job(_ jobID: String) -> String { "\(workItems)/\(jobID)" }
  /// The directory that a job's tasks have theirs in.
  package func tasks(ofJob jobID: String) -> String { "\(job(jobID))/job-1" }
  /// The start task is of no job, and has a place of its own.
  package func task(_ taskID: String, ofJob jobID: String) -> String {
    jobID.isEmpty ? startup : "\(tasks(ofJob: jobID))/\(taskID)"
  }
  /// Where a task's program starts.
  package func workingDirectory(ofTask taskID: String, ofJob jobID: String) -> String {
    task(taskID, ofJob: jobID) + "/wd"
  }

  /// The file in which a supervisor writes how a launch goes.
  package func runFile(_ launchID: String) -> RunFile { RunFile(path: "\(runs)/\(launchID)") }

  /// Whether a name stays one component of a path. The service checks ids;
  /// an agent that deletes directories by them checks again.
  package static func isSafe(_ name: String) -> Bool {
    (1...200).contains(name.utf8.count) && name != "." && name != ".."
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
          UInt8(ascii: ":"), UInt8(ascii: "~"):
          true
        default: false
        }
      }
  }

  /// A relative path below a directory, without `.` and empty components;
  /// nil when it leaves the directory or names the directory itself.
  package static func confined(_ path: String) -> String? {
    guard !path.hasPrefix("/"), !path.utf8.contains(0) else { return nil }
    let components = path.split(separator: "/").filter { $0 != "." }
    guard !components.isEmpty, !components.contains("..") else { return nil }
    return components.joined(separator: "/")
  }
}
