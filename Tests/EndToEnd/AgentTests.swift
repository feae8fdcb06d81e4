import Foundation
import Testing

@Suite("The agents of the nodes")
struct AgentTests {
  @Test("take up new work after the service was away, and end when they are told to")
  func ending() async throws {
    try await Home.use { home in
      let loop = "x <- foreach(i = 1:1) %dopar% { i + 1 }; print(x[[1]])"
      #expect(try await home.succeed(loop) == "[1] 2\n")
      let agents = home.stateFiles(in: "nodes").filter { $0.hasSuffix("/agent/agent.pid") }
      #expect(agents.count == 1)
      let agent = try #require(agents.first)
      let process = try #require(
        pid_t(String(contentsOfFile: agent, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
      #expect(try await home.azp("stop").status == 0)
      #expect(try await home.succeed(loop) == "[1] 2\n")
      #expect(try await home.azp("stop").status == 0)
      // Whether or not it ended with its service.
      if kill(process, SIGTERM) == 0 {
        try await eventually("the agent has ended", within: .seconds(90)) { ProcessTable.hasEnded(process) }
      }
      try await eventually("its supervisors have ended", within: .seconds(90)) {
        ProcessTable.processes(mentioning: home.directory).isEmpty
      }
    }
  }
}
