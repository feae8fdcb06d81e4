import AzureWire
import Foundation
import Testing

@Suite("A disk that a task fills", .timeLimit(.minutes(3)))
struct FullDiskTests {
  /// Whether this test may give a service a small disk of its own.
  private static func mayMount() async throws -> Bool {
    try await Home.use { home in
      let outcome = try await mount(home)
      if outcome.status == 0 { try await unmount(home) }
      return outcome.status == 0
    }
  }

  private static func mount(_ home: Home) async throws -> Outcome {
    try FileManager.default.createDirectory(atPath: home.stateDirectory, withIntermediateDirectories: true)
    return try await home.run(
      "/usr/bin/env", ["mount", "-t", "tmpfs", "-o", "size=64m,mode=700", "tmpfs", home.stateDirectory],
      deadline: .seconds(60))
  }

  /// The disk goes when the last process that uses it has.
  private static func unmount(_ home: Home) async throws {
    _ = try await home.run("/usr/bin/env", ["umount", "-l", home.stateDirectory], deadline: .seconds(60))
  }

  @Test(
    "fails that task with an explanation, is told of by its node, holds up no other task's end, and is over with its files",
    .enabled("a small file system can be mounted") { try await mayMount() })
  func fill() async throws {
    try await Home.use { home in
      let outcome = try await Self.mount(home)
      guard outcome.status == 0 else { throw Failure("\(outcome)") }
      do {
        try await fill(Engine(starting: home))
      } catch {
        try await end(home)
        throw error
      }
      try await end(home)
    }
  }

  private func end(_ home: Home) async throws {
    _ = try await home.azp("stop")
    try await Self.unmount(home)
  }

  private func fill(_ engine: Engine) async throws {
    try await engine.addPool("small", slots: 3)
    try await engine.addJob("full", ["poolInfo": ["poolId": "small"]])
    try await engine.addTask("beside", to: "full", engine.waiting(at: "full-gate"))
    try await engine.task("beside", of: "full", is: "running")
    try await engine.addTask("filler", to: "full", "dd if=/dev/zero of=big bs=64k")

    let filler = try await engine.ended("filler", of: "full")
    let failure = try #require(filler["executionInfo", "failureInfo"])
    #expect(failure["code"] == "FailureExitCode" && filler["executionInfo", "exitCode"] == 1)
    #expect("\(failure)".contains("There is no space left"), "\(failure)")

    let node = try #require(try await engine.nodes(of: "small", are: ["unusable"]).first)
    let trouble = try #require(node["errors"]?.elements.first)
    #expect(trouble["code"] == "DiskFull" && trouble["message"]?.text?.contains("no space left") == true)
    let counts = try await engine.call("GET", "/nodecounts?$filter=poolId%20eq%20%27small%27")
    #expect(counts["value"]?.elements.first?["dedicated", "unusable"] == 1)

    let refused = try await engine.send("POST", "/jobs", ["id": "late", "poolInfo": ["poolId": "small"]])
    #expect(refused.status == 507 && refused.code == "InsufficientStorage", "\(refused.text)")
    try engine.open("full-gate")
    let beside = try await engine.ended("beside", of: "full")
    #expect(beside["executionInfo", "result"] == "success")

    try await engine.call("DELETE", "/jobs/full/tasks/filler")
    let recovered = try #require(try await engine.nodes(of: "small", are: ["idle"]).first)
    #expect(recovered["errors"] == nil)
    try await engine.addTask("after", to: "full", "echo well")
    try await engine.ended("after", of: "full")
    #expect(try await engine.file("stdout.txt", of: "after", in: "full") == "well\n")
  }
}
