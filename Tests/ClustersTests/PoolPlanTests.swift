import AzureWire
import Clusters
import Foundation
import Testing

@Suite("The pool of a cluster")
struct PoolPlanTests {
  private static let now = Timestamp(secondsSince1970: 1_790_000_000)

  private static func image(
    _ offer: String, sku: String, end: Double? = nil, docker: Bool = true, verified: String = "verified",
    system: String = "linux"
  ) throws -> SupportedImage {
    var json: [String: JSONValue] = [
      "nodeAgentSKUId": .string("batch.node.\(sku)"), "osType": .string(system), "verificationType": .string(verified),
      "imageReference": .object(["publisher": .string("p"), "offer": .string(offer), "sku": .string(sku)]),
    ]
    if docker { json["capabilities"] = .array([.string("NvmeCompatible"), .string("DockerCompatible")]) }
    if let end { json["batchSupportEndOfLife"] = .string(Timestamp(secondsSince1970: end).iso8601) }
    return try JSONDecoder().decode(SupportedImage.self, from: try JSONEncoder().encode(json))
  }

  @Test("runs an image with Docker that Batch goes on to support")
  func choosesImage() throws {
    let images = try [
      Self.image("ubuntu-server-container", sku: "20-04-lts", end: 1_700_000_000),
      Self.image("ubuntu-hpc", sku: "2404", end: 1_900_000_000),
      Self.image("ubuntu-server-container", sku: "22-04-lts", end: 1_850_000_000),
      Self.image("windowsserver", sku: "2022", system: "windows"),
      Self.image("debian-12", sku: "12", docker: false),
      Self.image("ubuntu-server-container", sku: "99", verified: "unverified"),
    ]
    let image = try PoolImage.choose(from: images, now: Self.now)
    #expect(image.reference.sku == "22-04-lts" && image.nodeAgentSKUID == "batch.node.22-04-lts")
    #expect(image.runsContainers && image.reference.version == "latest")
    let plain = try PoolImage.choose(from: [images[4]], now: Self.now)
    #expect(!plain.runsContainers)
    #expect(throws: ClusterError.self) { try PoolImage.choose(from: [images[0], images[3]], now: Self.now) }
  }

  private func plan(docker: Bool, algorithm: AutoscaleAlgorithm = .queue) throws -> PoolPlan {
    let range = JSONValue.object(["min": .int(2), "max": .int(2)])
    let configuration = try ClusterConfiguration(
      .object([
        "name": .string("p"), "vmSize": .string("s"), "maxTasksPerNode": .int(3),
        "poolSize": .object([
          "dedicatedNodes": range, "lowPriorityNodes": range, "autoscaleFormula": .string(algorithm.rawValue),
        ]), "containerImage": .string("rocker/r-base:4"), "subnetId": .string("/subscriptions/x"),
        "rPackages": .object(["github": .array([.string("u/r")])]),
      ]), subject: "The list")
    let registry = NodeSecrets.Registry(username: "me", password: Secret("hush"), server: "my.registry")
    return PoolPlan(
      configuration: configuration,
      image: try PoolImage.choose(from: [try Self.image("ubuntu", sku: "1", docker: docker)], now: Self.now),
      secrets: NodeSecrets(githubToken: Secret("token"), registry: registry))
  }

  @Test("with Docker fetches the image, and installs packages in it")
  func docker() throws {
    let pool = try plan(docker: true).parameters.specification
    let containers = pool.virtualMachineConfiguration?.containerConfiguration
    #expect(containers?["containerImageNames"] == .array([.string("rocker/r-base:4")]))
    #expect(
      containers?["containerRegistries"]
        == .array([
          .object(["username": .string("me"), "password": .string("hush"), "registryServer": .string("my.registry")])
        ]))
    #expect(pool.metadata?.contains(NameValue(name: "containerImage", value: "rocker/r-base:4")) == true)
    let task = try #require(pool.startTask)
    #expect(!task.commandLine.contains("token"))
    let settings = Dictionary(uniqueKeysWithValues: (task.environmentSettings ?? []).map { ($0.name, $0.value) })
    #expect(settings["GITHUB_PAT"] == "token" && settings["AZP_PACKAGES_MODE"] == "install")
    #expect(settings["AZP_START_TASK"]?.contains("docker run --rm") == true)
    #expect(pool.networkConfiguration == .object(["subnetId": .string("/subscriptions/x")]))
    #expect(pool.taskSlotsPerNode == 3)
  }

  @Test("without Docker checks for packages, and keeps no container")
  func plain() throws {
    let pool = try plan(docker: false).parameters.specification
    #expect(pool.virtualMachineConfiguration?.containerConfiguration == nil)
    #expect(pool.metadata?.map(\.name) == ["origin"])
    let settings = pool.startTask?.environmentSettings ?? []
    #expect(settings.contains(NameValue(name: "AZP_PACKAGES_MODE", value: "check")))
  }

  @Test("has a formula, or a fixed size")
  func size() throws {
    let scaled = try plan(docker: true).parameters.specification
    #expect(scaled.enableAutoScale == true && scaled.autoScaleFormula?.contains("$ActiveTasks") == true)
    #expect(scaled.autoScaleEvaluationInterval?.iso8601 == "PT5M" && scaled.targetDedicatedNodes == nil)
    let fixed = try plan(docker: true, algorithm: .fixed).parameters.specification
    #expect(fixed.enableAutoScale == nil && fixed.targetDedicatedNodes == 2 && fixed.targetLowPriorityNodes == 2)
  }
}

@Suite("The nodes of a cluster on their way")
struct NodeProgressTests {
  private func progress(
    _ states: [NodeState], target: Int, allocation: AllocationState = .steady, autoscale: Bool = false
  ) -> NodeProgress {
    var pool = BatchPool(id: "p")
    pool.targetDedicatedNodes = target
    pool.allocationState = allocation
    pool.enableAutoScale = autoscale
    return NodeProgress(
      pool: pool,
      nodes: states.enumerated().map { index, state in
        var node = BatchNode(id: "n\(index)")
        node.state = state
        return node
      })
  }

  @Test("count by what they have behind them")
  func fraction() {
    let some = progress([.idle, .running, .starting, .creating], target: 4, allocation: .resizing)
    #expect(some.fraction == 0.6875 && !some.isOver && some.ready == 2)
    #expect(some.summary == "1 idle, 1 creating, 1 starting, 1 running")
    #expect(progress([], target: 2, allocation: .resizing).summary == "no nodes yet")
  }

  @Test("are over when all of them work or have failed")
  func end() {
    let mixed = progress([.idle, .startTaskFailed, .unusable], target: 3)
    #expect(mixed.isOver && mixed.failedNodes == ["n1", "n2"] && mixed.fraction == 1)
    #expect(!progress([.idle], target: 2).isOver)
    #expect(progress([], target: 0).isOver)
  }

  @Test("are not over before the formula has been looked at")
  func undecided() {
    let new = progress([], target: 0, autoscale: true)
    #expect(!new.isOver && new.fraction == 0)
  }
}
