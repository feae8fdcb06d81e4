import AzureWire
import BatchService
import Testing

@Suite("Statements of autoscale formulas")
struct FormulaStatementTests {
  private static let start = "$TargetDedicatedNodes=4;$TargetLowPriorityNodes=2;$NodeDeallocationOption=requeue"

  @Test(
    "targets are cut to whole numbers from 0 on; what is not set stays",
    arguments: [
      ("", start), ("// nothing", start), (";;", start),
      (
        "$TargetDedicatedNodes=2.9", "$TargetDedicatedNodes=2;$TargetLowPriorityNodes=2;$NodeDeallocationOption=requeue"
      ),
      (
        "$TargetDedicatedNodes=-5;", "$TargetDedicatedNodes=0;$TargetLowPriorityNodes=2;$NodeDeallocationOption=requeue"
      ),
      (
        "$TargetDedicatedNodes=1/0;",
        "$TargetDedicatedNodes=2147483647;$TargetLowPriorityNodes=2;$NodeDeallocationOption=requeue"
      ),
      (
        "$TargetLowPriorityNodes = 3 // three",
        "$TargetDedicatedNodes=4;$TargetLowPriorityNodes=3;$NodeDeallocationOption=requeue"
      ),
      ("$TargetDedicated=7;", "$TargetDedicatedNodes=7;$TargetLowPriorityNodes=2;$NodeDeallocationOption=requeue"),
      (
        "$TargetDedicatedNodes=1;$TargetDedicated=7;",
        "$TargetDedicatedNodes=1;$TargetLowPriorityNodes=2;$NodeDeallocationOption=requeue"
      ),
      (
        "$targetdedicatednodes = $TargetDedicatedNodes + 1;",
        "$TargetDedicatedNodes=5;$TargetLowPriorityNodes=2;$NodeDeallocationOption=requeue"
      ),
      (
        "$NodeDeallocationOption = taskcompletion;",
        "$TargetDedicatedNodes=4;$TargetLowPriorityNodes=2;$NodeDeallocationOption=taskcompletion"
      ),
      (
        "$NodeDeallocationOption = 1 ? RetainedData : terminate;",
        "$TargetDedicatedNodes=4;$TargetLowPriorityNodes=2;$NodeDeallocationOption=retaineddata"
      ),
      (
        "$TargetDedicatedNodes=1;stop();$TargetDedicatedNodes=9;",
        "$TargetDedicatedNodes=1;$TargetLowPriorityNodes=2;$NodeDeallocationOption=requeue"
      ),
      ("1 ? stop() : 0; $TargetDedicatedNodes=9;", start),
    ])
  func targets(formula: String, expected: String) {
    #expect(FormulaWorld.results(of: formula) == expected)
  }

  @Test("variables follow the targets by name, as they stand at the end")
  func variables() {
    let formula = "$b = 1; a = 2; $c = \"text\"; $b = $B + 1; $now = time(); $TargetDedicatedNodes = a;"
    #expect(
      FormulaWorld.results(of: formula)
        == "$TargetDedicatedNodes=2;$TargetLowPriorityNodes=2;$NodeDeallocationOption=requeue;$b=2;$c=text;"
        + "$now=2026-03-01T12:00:00Z;a=2")
  }

  @Test("what a pool is now can be read, by old names too")
  func current() {
    let context = FormulaWorld.context(
      current: [
        .currentDedicatedNodes: 3, .currentLowPriorityNodes: 1, .taskSlotsPerNode: 4, .usableNodeCount: 2,
        .activeTasks: 9,
      ])
    #expect(FormulaWorld.value(of: "$CurrentDedicatedNodes * 10 + $CurrentDedicated", in: context) == "33")
    #expect(FormulaWorld.value(of: "$CurrentLowPriority + $TaskSlotsPerNode", in: context) == "5")
    #expect(FormulaWorld.value(of: "$SampleNodeCount + $UsableNodeCount", in: context) == "4")
    #expect(FormulaWorld.value(of: "$activetasks", in: context) == "9")
    #expect(FormulaWorld.value(of: "$TargetLowPriority + $TargetLowPriorityNodes", in: context) == "4")
  }
}
