import AzureWire
import BatchService
import Testing

/// The five formulas that doAzureParallel writes, for 1 to 3 dedicated and 2
/// to 6 low-priority nodes.
@Suite("The named formulas of doAzureParallel")
struct NamedFormulaTests {
  private static func queue(_ metric: String) -> String {
    """
    $samples = \(metric).GetSamplePercent(TimeInterval_Minute * 15);\
    $tasks = $samples < 70 ? max(0,\(metric).GetSample(1)) : \
    max( \(metric).GetSample(1), avg(\(metric).GetSample(TimeInterval_Minute * 15)));\
    $maxTasksPerNode = 2;$round = $maxTasksPerNode - 1;\
    $targetVMs = $tasks > 0 ? (($tasks + $round) / $maxTasksPerNode) : max(0, $TargetDedicated/2) + 0.5;\
    $TargetDedicatedNodes = max(1, min($targetVMs, 3));\
    $TargetLowPriorityNodes = max(2, min($targetVMs, 6));\
    $NodeDeallocationOption = taskcompletion;
    """
  }

  private func targets(_ formula: String, _ context: AutoscaleContext) throws -> [Int] {
    let outcome = try AutoscaleFormula(formula).evaluate(context)
    return [outcome.targets.dedicated, outcome.targets.lowPriority]
  }

  @Test("QUEUE and QUEUE_AND_RUNNING follow the tasks between their bounds")
  func queue() throws {
    for (name, metric) in [("$ActiveTasks", AutoscaleMetric.activeTasks), ("$PendingTasks", .pendingTasks)] {
      let formula = Self.queue(name)
      // Without samples there are no tasks, and half of the target (4) is kept.
      #expect(try targets(formula, FormulaWorld.context()) == [2, 2])
      // Few samples: the last one counts.
      #expect(try targets(formula, FormulaWorld.context(samples: [metric: [90, 3]])) == [2, 2])
      #expect(try targets(formula, FormulaWorld.context(samples: [metric: [1, 8]])) == [3, 4])
      // Many: the mean of a quarter of an hour does too.
      let many = [Double](repeating: 20, count: 30) + [2]
      #expect(try targets(formula, FormulaWorld.context(samples: [metric: many])) == [3, 6])
      let outcome = try AutoscaleFormula(formula).evaluate(FormulaWorld.context())
      #expect(outcome.targets.deallocationOption == .taskCompletion)
    }
  }

  private static let workday = """
    $curTime = time();$workHours = $curTime.hour >= 8 && $curTime.hour < 18;\
    $isWeekday = $curTime.weekday >= 1 && $curTime.weekday <= 5;\
    $isWorkingWeekdayHour = $workHours && $isWeekday;$TargetDedicatedNodes = $isWorkingWeekdayHour ? 1:3;
    """

  @Test(
    "WORKDAY tells working hours from others",
    arguments: [
      ("2026-03-02T08:00:00Z", 1), ("2026-03-02T07:59:59Z", 3), ("2026-03-06T17:59:59Z", 1),
      ("2026-03-06T18:00:00Z", 3), ("2026-03-07T12:00:00Z", 3), ("2026-03-08T12:00:00Z", 3),
    ])
  func workday(time: String, expected: Int) throws {
    let now = try #require(Timestamp(time))
    #expect(try targets(Self.workday, FormulaWorld.context(now: now))[0] == expected)
  }

  @Test("WEEKEND works with a time of its own, and without tells what is missing")
  func weekend() throws {
    let formula =
      "$isWeekend = $curTime.weekday >= 6 && $curTime.weekday <= 7;$TargetDedicatedNodes = $isWeekend ? 1:3;"
    #expect(try targets("$curTime = time();" + formula, FormulaWorld.context())[0] == 1)
    #expect(FormulaWorld.results(of: formula) == "Line 1, Col 14: Undefined symbol: $curTime")
  }

  @Test("MAX_CPU grows by a tenth when nodes are busy and shrinks when they are idle")
  func maximumCPU() throws {
    let formula = """
      $totalNodes = (min($CPUPercent.GetSample(TimeInterval_Minute * 10)) > 0.7) ? ($CurrentDedicated * 1.1) : \
      $CurrentDedicated; $totalNodes = (avg($CPUPercent.GetSample(TimeInterval_Minute * 60)) < 0.2) ? \
      ($CurrentDedicated * 0.9) : $totalNodes; $TargetDedicatedNodes = min(100, $totalNodes)
      """
    func nodes(cpu: [Double]) throws -> Int {
      try targets(formula, FormulaWorld.context(samples: [.cpuPercent: cpu], current: [.currentDedicatedNodes: 20]))[0]
    }
    #expect(try nodes(cpu: [0.9, 0.8]) == 22)
    #expect(try nodes(cpu: [0.9, 0.5]) == 20)
    #expect(try nodes(cpu: [0.1, 0.1]) == 18)
  }
}
