import AzureWire
import Clusters
import Commands
import RData
import Testing

@Suite("Texts of the cluster commands")
struct ClusterTextTests {
  private static func pool(_ id: String, state: PoolState = .active, target: Int) -> BatchPool {
    var pool = BatchPool(id: id)
    pool.state = state
    pool.allocationState = .steady
    pool.vmSize = "Standard_D2_v2"
    pool.currentDedicatedNodes = target
    pool.targetDedicatedNodes = target
    pool.currentLowPriorityNodes = 0
    pool.targetLowPriorityNodes = 1
    return pool
  }

  @Test("the list of clusters has the columns of doAzureParallel")
  func list() {
    let table = GetClusterList.table(of: [Self.pool("a", target: 3), Self.pool("b", state: .deleting, target: 0)])
    #expect(
      table.names == [
        "Id", "State", "AllocationState", "VmSize", "CurrentDedicatedNodes", "targetDedicatedNodes",
        "currentLowPriorityNodes", "targetLowPriorityNodes",
      ])
    #expect(table.element("State") == .strings(["active", "deleting"]))
    #expect(table.element("targetDedicatedNodes") == RValue(.integer([3, 0])))
    #expect(GetClusterList.table(of: []).count == 8)
  }

  @Test("the nodes of a cluster are counted by state, in one column")
  func nodes() {
    let states: [NodeState] = [.idle, .idle, .running, .rebooting]
    let nodes = states.map { state in
      var node = BatchNode(id: "n")
      node.state = state
      return node
    }
    #expect(
      ClusterText.nodes(NodeProgress(pool: Self.pool("a", target: 4), nodes: nodes)) == """
        nodes:
        \tidle:                2
        \tcreating:            0
        \tstarting:            0
        \twaitingforstarttask: 0
        \tstarttaskfailed:     0
        \tpreempted:           0
        \trunning:             1
        \tother:               1

        """)
    #expect(
      ClusterText.registration(Self.pool("a", target: 4)) == """
        Your cluster has been registered.
        Dedicated Node Count: 4
        Low Priority Node Count: 1

        """)
  }

  @Test("a configuration is shown in the words of doAzureParallel")
  func configuration() throws {
    let range = JSONValue.object(["min": .int(1), "max": .int(3)])
    let cluster = try ClusterConfiguration(
      .object([
        "name": .string("p"), "vmSize": .string("s"), "maxTasksPerNode": .int(2),
        "poolSize": .object([
          "dedicatedNodes": range, "lowPriorityNodes": range, "autoscaleFormula": .string("QUEUE"),
        ]), "rPackages": .object(["cran": .array([.string("httr"), .string("dplyr")])]),
      ]), subject: "The list")
    #expect(
      ClusterText.configuration(cluster, resourceFiles: [ResourceFile(httpUrl: "u", filePath: "data.csv")]) == """
        Name: p
        Configuration:
        \tDocker Image: rocker/tidyverse:latest
        \tMaxTasksPerNode: 2
        \tNode Size: s
        cranPackages:
        \thttr; dplyr
        Scale:
        \tAutoscale Formula: QUEUE
        \tDedicated:
        \t\tMin: 1
        \t\tMax: 3
        \tLow Priority:
        \t\tMin: 1
        \t\tMax: 3
        Resource Files:
        \tdata.csv

        """)
  }

  @Test(
    "an output file's place is taken apart into container and path",
    arguments: [
      ("https://a.blob.core.windows.net/box?sig=x", "https://a.blob.core.windows.net/box?sig=x", nil),
      ("https://a.blob.core.windows.net/box/one/two?sig=x", "https://a.blob.core.windows.net/box?sig=x", "one/two"),
      ("http://127.0.0.1:80/local/box/one?sig=x", "http://127.0.0.1:80/local/box?sig=x", "one"),
      ("box", "box", nil), ("box/one/two", "box", "one/two"),
    ] as [(String, String, String?)])
  func outputPlace(url: String, container: String, path: String?) {
    let place = OutputPlace(url)
    #expect(place?.container == container && place?.path == path)
  }

  @Test("an output file's place without a container is none", arguments: ["", "/", "https://a.blob.core.windows.net/"])
  func noOutputPlace(url: String) {
    #expect(OutputPlace(url) == nil)
  }
}
