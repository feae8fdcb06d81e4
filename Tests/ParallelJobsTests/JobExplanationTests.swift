import AzureClient
import AzureWire
import Foundation
import ParallelJobs
import Testing

/// What the real service cannot be brought to at will; the rest is told by
/// the tests of `explainJob`.
@Suite("The explanation of a job, from facts alone")
struct JobExplanationTests {
  private func decode<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(json.utf8))
  }

  private func facts(
    _ counts: TaskCounts = TaskCounts(active: 1), job: String = "", pool: String? = nil, nodes: String = "[]",
    waiting: String = #"[{"id":"1"}]"#
  ) throws -> JobFacts {
    let more = job.isEmpty ? "" : "," + job
    var facts = JobFacts(
      job: try decode(BatchJob.self, #"{"id":"j","state":"active","poolInfo":{"poolId":"p"}\#(more)}"#), counts: counts)
    facts.pool = try pool.map {
      try decode(BatchPool.self, #"{"id":"p","state":"active","taskSlotsPerNode":2,\#($0)}"#)
    }
    facts.nodes = try decode([BatchNode].self, nodes)
    facts.waiting = try decode([BatchTask].self, waiting)
    return facts
  }

  private func kinds(_ facts: JobFacts) -> [JobExplanation.Finding.Kind] {
    JobExplanation(facts).findings.map(\.kind)
  }

  @Test("a formula that was not evaluated yet is named with its interval")
  func autoscaleNotEvaluated() throws {
    let facts = try facts(pool: #""enableAutoScale":true,"autoScaleEvaluationInterval":"PT15M""#)
    let finding = try #require(JobExplanation(facts).findings.first)
    #expect(finding.kind == .autoscaleNotEvaluated)
    #expect(
      finding.fact
        == "The pool `p` has no nodes: its autoscale formula was not evaluated yet, which happens every 15 minutes.")
    #expect(finding.next?.contains("`getCluster p`") == true)
  }

  @Test("nodes that are being allocated are no trouble")
  func allocating() throws {
    let facts = try facts(pool: #""targetDedicatedNodes":3,"allocationState":"resizing""#)
    #expect(kinds(facts) == [.nodesComing])
  }

  @Test("one bad node among good ones is told beside how the job stands")
  func oneBadNode() throws {
    let nodes = """
      [{"id":"a","state":"running","runningTaskSlotsCount":2},
       {"id":"b","state":"starttaskfailed","startTaskInfo":{"exitCode":7}}]
      """
    var facts = try facts(TaskCounts(active: 1, running: 2), pool: #""targetDedicatedNodes":2"#, nodes: nodes)
    let fact = "1 of 2 nodes of the pool `p` failed its start task (exit code 7)"
    #expect(JobExplanation(facts).findings.map(\.fact) == ["\(fact), and what it wrote cannot be read."])
    facts.startTaskOutput["b"] = StartTaskOutput(path: "startup/stdout.txt", lines: [])
    let explanation = JobExplanation(facts)
    #expect(explanation.findings.map(\.kind) == [.startTaskFailed])
    #expect(explanation.findings[0].fact == "\(fact), which wrote nothing.")
    #expect(explanation.findings[0].next == "`rebootNode p b` tries again.")
  }

  @Test("a preempted node is named by its state")
  func preempted() throws {
    let facts = try facts(
      pool: #""targetLowPriorityNodes":1"#, nodes: #"[{"id":"a","state":"preempted","isDedicated":false}]"#)
    #expect(JobExplanation(facts).findings[0].fact == "The only node of the pool `p` is preempted.")
  }

  @Test("a task that failed and waits for its next try is told with the count")
  func retrying() throws {
    let waiting = #"[{"id":"4","executionInfo":{"retryCount":2},"constraints":{"maxTaskRetryCount":3}}]"#
    let facts = try facts(
      TaskCounts(active: 1, running: 2), pool: #""targetDedicatedNodes":1"#,
      nodes: #"[{"id":"a","state":"running","runningTaskSlotsCount":2}]"#, waiting: waiting)
    let explanation = JobExplanation(facts)
    #expect(explanation.findings.map(\.kind) == [.allWell, .retrying])
    #expect(explanation.findings[1].fact == "Task `4` failed and will run again (retry 2 of 3).")
  }

  @Test("the merge that waits for tasks that run is as it should be")
  func mergeWaits() throws {
    let waiting = #"[{"id":"merge","dependsOn":{"taskIdRanges":[{"start":1,"end":2}]}}]"#
    let facts = try facts(
      TaskCounts(active: 1, running: 2), pool: #""targetDedicatedNodes":1"#,
      nodes: #"[{"id":"a","state":"running","runningTaskSlotsCount":2}]"#, waiting: waiting)
    #expect(
      JobExplanation(facts).findings.map(\.fact) == ["Nothing is in its way: task `merge` waits for those that run."])
  }

  @Test("a failed task that lets its dependents go on blocks nobody")
  func satisfied() throws {
    let waiting = #"[{"id":"merge","dependsOn":{"taskIdRanges":[{"start":1,"end":2}]}}]"#
    var facts = try facts(
      TaskCounts(active: 1, running: 1, completed: 1, failed: 1), pool: #""targetDedicatedNodes":1"#,
      nodes: #"[{"id":"a","state":"running","runningTaskSlotsCount":1}]"#, waiting: waiting)
    let failed = #"{"id":"1","executionInfo":{"exitCode":1},"exitConditions":{\#(Self.conditions("satisfy"))}}"#
    facts.failed = [try decode(BatchTask.self, failed)]
    #expect(!kinds(facts).contains(.dependencyBlocked))
    facts.failed = [try decode(BatchTask.self, failed.replacingOccurrences(of: "satisfy", with: "block"))]
    #expect(kinds(facts).contains(.dependencyBlocked))
  }

  private static func conditions(_ action: String) -> String { #""default":{"dependencyAction":"\#(action)"}"# }

  @Test("states on their way out say so, and nothing else", arguments: ["terminating", "deleting"])
  func leaving(state: String) throws {
    var facts = try facts()
    facts.job.state = JobState(rawValue: state)
    #expect(JobExplanation(facts).findings.count == 1)
  }

  @Test("every finding is one sentence that names what to do, and reads well at its ends")
  func sentences() throws {
    for facts in [
      try facts(), try facts(pool: #""targetDedicatedNodes":0"#),
      try facts(pool: #""resizeErrors":[{"code":"AllocationTimedout","message":"It took too long."}]"#),
      try facts(TaskCounts(), waiting: "[]"), try facts(TaskCounts(completed: 2, succeeded: 2), waiting: "[]"),
    ] {
      for finding in JobExplanation(facts).findings {
        #expect(finding.fact.first?.isUppercase == true && finding.fact.hasSuffix("."), "\(finding)")
        #expect(!finding.fact.contains(".."), "\(finding)")
        #expect(finding.next?.contains("`") == true, "\(finding)")
      }
    }
  }
}
