import AzureWire
import BatchService
import Testing

@Suite("Plans of resizes")
struct ResizePlanTests {
  private func node(
    _ id: String, tasks: Int = 0, isDedicated: Bool = true, isUsable: Bool = true, isLeaving: Bool = false,
    age: Int64 = 0
  ) -> ResizePlan.Node {
    ResizePlan.Node(
      id: id, isDedicated: isDedicated, tasks: tasks, isUsable: isUsable, isLeaving: isLeaving,
      allocationTime: Timestamp(ticks: -age))
  }

  private func plan(
    _ nodes: [ResizePlan.Node], to dedicated: Int, _ lowPriority: Int = 0, room: Int = 10,
    obstacle: ResizePlan.Obstacle? = nil
  ) -> ResizePlan {
    ResizePlan(nodes: nodes, targets: (dedicated, lowPriority), room: (room, room), obstacle: obstacle)
  }

  @Test("what is missing is made, of each kind")
  func grows() {
    let plan = plan([node("a"), node("b", isDedicated: false)], to: 3, 2)
    #expect(plan.newDedicated == 2 && plan.newLowPriority == 1)
    #expect(plan.leaving.isEmpty && plan.errors.isEmpty)
  }

  @Test("a growing pool is not steady before its nodes have been made")
  func growsWhole() {
    #expect(!plan([node("a")], to: 2).isOver)
    #expect(plan([node("a"), node("b")], to: 2).isOver)
  }

  @Test("broken, idle and young nodes leave before others")
  func shrinks() {
    let nodes = [
      node("busy", tasks: 2), node("old", age: 9), node("young", age: 1), node("broken", tasks: 1, isUsable: false),
    ]
    #expect(plan(nodes, to: 3).leaving == ["broken"])
    #expect(plan(nodes, to: 2).leaving == ["broken", "young"])
    #expect(plan(nodes, to: 1).leaving == ["broken", "young", "old"])
    #expect(!plan(nodes, to: 1).isOver)
  }

  @Test("a shrinking pool is not steady before its nodes have gone")
  func waits() {
    let plan = plan([node("a"), node("b", isLeaving: true)], to: 1)
    #expect(!plan.isOver && plan.leaving.isEmpty && plan.newDedicated == 0)
  }

  @Test("a pool that grows again takes back nodes that still work before it makes new ones")
  func takesBack() {
    let nodes = [node("a"), node("works", tasks: 1, isLeaving: true), node("gone", isLeaving: true)]
    let plan = plan(nodes, to: 3)
    #expect(plan.staying == ["works"] && plan.newDedicated == 1 && !plan.isOver)
  }

  @Test("a quota ends a resize short of its targets, with an error for each kind")
  func quota() {
    let plan = plan([node("a")], to: 4, 5, room: 2)
    #expect(plan.newDedicated == 2 && plan.newLowPriority == 2 && !plan.isOver)
    #expect(plan.errors.map(\.code) == ["AccountCoreQuotaReached", "AccountLowPriorityCoreQuotaReached"])
    let made = self.plan([node("a")], to: 4, room: 0)
    #expect(made.newDedicated == 0 && made.isOver && made.errors.map(\.code) == ["AccountCoreQuotaReached"])
  }

  @Test("a resize that is stopped or out of time keeps the nodes that still work")
  func obstacles() {
    let nodes = [node("a"), node("works", tasks: 1, isLeaving: true)]
    let stopped = plan(nodes, to: 5, obstacle: .stopped)
    #expect(stopped.staying == ["works"] && stopped.newDedicated == 0 && stopped.isOver)
    #expect(stopped.errors.map(\.code) == ["ResizeStopped"])
    #expect(
      stopped.errors.first?.message
        == "Desired number of dedicated nodes could not be allocated due to a stop resize operation")
    #expect(plan(nodes, to: 1, obstacle: .timedOut).errors.map(\.code) == ["AllocationTimedout"])
    #expect(plan(nodes, to: 2, obstacle: .stopped).errors.isEmpty)
  }
}

@Suite("Ways to fill nodes")
struct NodeFillTypeTests {
  private func candidate(_ id: String, taken: Int, slots: Int = 4) -> NodeFillType.Candidate {
    NodeFillType.Candidate(id: id, slots: slots, taken: taken)
  }

  @Test(
    "spread looks for the emptiest node, pack for the fullest that has room",
    arguments: [
      (NodeFillType.spread, 1, 0, true), (.spread, 0, 0, false), (.spread, 0, 1, false), (.spread, 2, 1, true),
      (.pack, 0, 1, true), (.pack, 1, 1, false), (.pack, 2, 1, false), (.pack, 0, 4, false), (.spread, 3, 4, false),
    ])
  func prefers(type: NodeFillType, taken: Int, other: Int, expected: Bool) {
    #expect(
      type.prefersAnother(
        to: candidate("a", taken: taken), among: [candidate("a", taken: 0), candidate("b", taken: other)],
        requiredSlots: 1) == expected)
  }

  @Test("a node without room for the task is nobody's choice, and shares count, not numbers")
  func rooms() {
    let node = candidate("a", taken: 1)
    #expect(
      !NodeFillType.spread.prefersAnother(to: node, among: [candidate("b", taken: 0, slots: 2)], requiredSlots: 3))
    #expect(NodeFillType.spread.prefersAnother(to: node, among: [candidate("b", taken: 1, slots: 8)], requiredSlots: 3))
  }
}
