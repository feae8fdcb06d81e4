import AzureClient
import AzureWire
import Foundation
import GRDB

/// Compares what was acknowledged with what is there and what was done.
struct Verification: Sendable {
  /// What may have come in the way of the plan.
  struct Rules: Sendable {
    /// Runs may have been lost with their supervisors, at most so many.
    var lostRuns = 0
    /// Tasks may have failed because the disk was full.
    var hadFullDisk = false
  }

  let site: Site
  let batch: BatchClient
  let blobs: BlobClient
  let record: Record
  let rules: Rules

  /// All that can be asked of a service that runs.
  func checkService() async throws {
    let (jobs, deleted) = record.read { ($0.jobs, $0.deletedJobs) }
    for plan in jobs where !deleted.contains(plan.id) {
      let tasks = try await batch.tasks(job: plan.id, select: ["id", "state", "executionInfo"]).all()
      for task in tasks {
        guard task.state == .completed, let info = task.executionInfo else {
          record.problem("Task \(task.id) of \(plan.id) is \(task.state?.rawValue ?? "?") though its job is over.")
          continue
        }
        record.completed(job: plan.id, task: task.id, Record.Completion(info))
      }
      try await checkBlobs(of: plan)
    }
    for id in deleted where try await jobExists(id) { record.problem("The job \(id) was deleted and is there again.") }
    let strays = site.strayTaskProcesses
    if !strays.isEmpty {
      record.problem("Processes of tasks outlive them: \(strays.map { "\($0) \(ProcessTable.command($0))" }).")
    }
  }

  private func jobExists(_ id: String) async throws -> Bool {
    do {
      _ = try await batch.job(id, select: ["id"])
      return true
    } catch let error as AzureError where error.kind == .notFound {
      return false
    }
  }

  /// Every blob that was acknowledged, and the output of every task that
  /// succeeded.
  func checkBlobs(of plan: JobPlan) async throws {
    let (known, ends) = record.read { ($0.blobs[plan.container] ?? [:], $0.completions[plan.id] ?? [:]) }
    var expected = known
    for task in plan.tasks {
      guard let end = ends[task.id], end.succeeded || !rules.hadFullDisk else { continue }
      expected["output/\(task.id)"] = task.output(ofJob: plan.id)
    }
    for (name, content) in expected {
      do {
        let bytes = try await blobs.download(container: plan.container, blob: name)
        record.count("blobs read back")
        if bytes != content.bytes {
          record.problem(
            "The blob \(plan.container)/\(name) has \(bytes.count) bytes that are not the \(content.size) written.")
        }
      } catch let error as AzureError where error.kind == .notFound {
        record.problem("The blob \(plan.container)/\(name) was acknowledged and is not there.")
      }
    }
  }

  // MARK: The ledger

  func checkLedger() throws {
    let ledger = try Ledger(path: site.ledger)
    record.count("runs in the ledger", ledger.starts)
    let (jobs, completions) = record.read { ($0.jobs, $0.completions) }
    var requeues = 0
    for plan in jobs {
      for task in plan.tasks {
        guard let end = completions[plan.id]?[task.id] else { continue }
        requeues += end.requeues
        record.count("runs again by policy", end.retries)
        check(task, plan, end, ledger)
      }
      if plan.hasPreparation { checkPreparation(plan, ledger) }
    }
    record.count("runs again because lost", requeues)
    if requeues > rules.lostRuns {
      record.problem("\(requeues) runs were given up as lost, and only \(rules.lostRuns) supervisors were killed.")
    }
  }

  private func check(_ task: TaskPlan, _ plan: JobPlan, _ end: Record.Completion, _ ledger: Ledger) {
    let entry = ledger[job: plan.id, task: task.id]
    let what = "Task \(task.id) of \(plan.id)"
    if !entry.complaints.isEmpty { record.problem("\(what) complains: \(entry.complaints).") }
    let counted = 1 + end.retries
    if rules.hadFullDisk {
      if entry.starts.count > counted + end.requeues {
        record.problem("\(what) was run \(entry.starts.count) times and counts \(counted).")
      }
      return
    }
    // A lost run may have been lost before its first word.
    if !(counted...(counted + end.requeues)).contains(entry.starts.count) {
      record.problem("\(what) was run \(entry.starts.count) times and counts \(counted) and \(end.requeues) lost runs.")
    }
    if entry.ends.count < counted {
      record.problem("\(what) has told \(entry.ends.count) ends of \(counted).")
    }
    if end.requeues == 0 {
      if counted != task.expectedRuns || end.exitCode != task.expectedStatus {
        record.problem(
          "\(what) ended as \(end) where \(task.expectedRuns) runs and status \(task.expectedStatus) were planned.")
      }
    } else if ![task.expectedStatus, task.status].contains(end.exitCode) {
      record.problem("\(what) ended as \(end), which none of its runs did.")
    }
    guard let first = entry.starts.first else { return }
    let ids = task.dependsOnIDs + (task.dependsOnRange.map { $0.map(String.init) } ?? [])
    for id in ids where !ledger[job: plan.id, task: id].ends.contains(where: { $0.status == 0 && $0.line < first }) {
      record.problem("\(what) was run before task \(id), on which it depends, had succeeded.")
    }
  }

  /// A job's preparation runs once on each node that the job uses.
  private func checkPreparation(_ plan: JobPlan, _ ledger: Ledger) {
    let entry = ledger[job: plan.id, task: "jobpreparation"]
    let nodes = plan.pool == "local" ? 1 : Chaos.pairNodes
    let most = nodes + rules.lostRuns
    if !(1...most).contains(entry.starts.count) {
      record.problem("The preparation of \(plan.id) was run \(entry.starts.count) times on \(nodes) nodes.")
    }
  }

  // MARK: The disk

  /// The database and the files of blobs, with nobody using them.
  func checkDisk() throws {
    let queue = try DatabaseQueue(path: site.state.database)
    defer { try? queue.close() }
    let (integrity, keys, counts, files) = try queue.read { db in
      (
        try String.fetchAll(db, sql: "PRAGMA integrity_check"), try Row.fetchAll(db, sql: "PRAGMA foreign_key_check"),
        try String.fetchAll(db, sql: Self.wrongCounts),
        try Row.fetchAll(db, sql: "SELECT file, size FROM blobs UNION ALL SELECT file, size FROM blocks")
      )
    }
    if integrity != ["ok"] { record.problem("The database is damaged: \(integrity.prefix(3)).") }
    if !keys.isEmpty { record.problem("\(keys.count) rows of the database belong to rows that are not there.") }
    if !counts.isEmpty { record.problem("The counts of jobs are not those of their tasks: \(counts.prefix(3)).") }
    for row in files {
      let (name, size): (String, Int64) = (row["file"], row["size"])
      var status = stat()
      let path = "\(site.state.blobs)/\(name.prefix(2))/\(name)"
      if stat(path, &status) != 0 || Int64(status.st_size) != size {
        record.problem("The file \(path) of a blob is not the \(size) bytes that the database says.")
      }
    }
  }

  private static let wrongCounts = """
    SELECT id FROM jobs WHERE
      activeTasks <> (SELECT count(*) FROM tasks WHERE jobId = jobs.id AND state = 'active')
      OR runningTasks <> (SELECT count(*) FROM tasks WHERE jobId = jobs.id AND state IN ('preparing', 'running'))
      OR succeededTasks <> (SELECT count(*) FROM tasks WHERE jobId = jobs.id AND state = 'completed' AND result = 'success')
      OR failedTasks <> (SELECT count(*) FROM tasks WHERE jobId = jobs.id AND state = 'completed' AND result = 'failure')
    """
}
