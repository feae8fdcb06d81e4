import AzureWire
import Foundation
import Testing

/// Tasks that ask much of agent and service.
@Suite("A heavy task", .sharedEngine, .serialized, .timeLimit(.minutes(5)))
struct HeavyTests {
  /// The most memory that a process of azp has taken for itself so far, in
  /// bytes; pages of files are not its own.
  private func memory(_ engine: Engine) -> [pid_t: Int] {
    var result: [pid_t: Int] = [:]
    for process in ProcessTable.processes(mentioning: engine.home.directory) {
      let status = FileManager.default.contents(atPath: "/proc/\(process)/status") ?? Data()
      let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
      guard lines.first?.hasSuffix("\tazp") == true else { continue }
      let line = lines.first { $0.hasPrefix("VmHWM:") } ?? ""
      result[process] = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map {
        $0 << 10
      }
    }
    return result
  }

  @Test("that prints a gigabyte is read while it grows and uploaded, and takes no memory of agent or service")
  func gigabyte() async throws {
    let engine = try SharedEngine.current
    let url = try await engine.container("logs")
    let size = 1 << 30
    try await engine.addJob("loud")
    try await engine.addTask("warm-up", to: "loud", "echo x")
    try await engine.ended("warm-up", of: "loud")
    let before = memory(engine)
    #expect(before.count >= 2, "the service and its agents")
    let half = "head -c \(size / 2 - 5) /dev/zero; echo halt"
    try await engine.addTask(
      "1", to: "loud", "\(half); " + engine.waiting(at: "loud-gate", then: half),
      [
        "outputFiles": [
          [
            "filePattern": "../stdout.txt",
            "destination": ["container": ["containerUrl": .string(url), "path": "out"]],
            "uploadOptions": ["uploadCondition": "taskcompletion"],
          ]
        ]
      ])
    let file = "/jobs/loud/tasks/1/files/stdout.txt"
    func bytes(_ first: Int, _ last: Int) async throws -> Engine.Answer {
      try await engine.send("GET", file, headers: [("ocp-range", "bytes=\(first)-\(last)")])
    }
    try await eventually("half of it is printed") {
      let answer = try await bytes(size / 2 - 5, size)
      return answer.status == 200 && answer.text == "halt\n"
    }
    try engine.open("loud-gate")
    let task = try await engine.ended("1", of: "loud")
    #expect(task["executionInfo", "result"] == "success", "\(task)")
    #expect(try await bytes(size - 5, size - 1).text == "halt\n")
    let blob = try await engine.storage("GET", "logs/out", headers: [("x-ms-range", "bytes=\(size - 5)-\(size + 5)")])
    #expect(blob.status == 206 && blob.text == "halt\n")
    let after = memory(engine)
    for (process, bytes) in before {
      let grown = try #require(after[process], "it still runs") - bytes
      #expect(grown < 96 << 20, "process \(process) has grown by \(grown >> 20) MB")
    }
  }

  @Test("with a thousand resource files and a thousand output files moves them all, and others go on meanwhile")
  func manyFiles() async throws {
    let engine = try SharedEngine.current
    let url = try await engine.container("many")
    try await engine.putBlob("many/source", "the source")
    let source = url.replacing("many?", with: "many/source?")
    try await engine.addJob("many")
    let resources = (0..<1000).map { index -> JSONValue in
      ["httpUrl": .string(source), "filePath": .string("in/\(index % 10)/\(index).txt")]
    }
    try await engine.addTask(
      "1", to: "many", "cat in/*/*.txt | wc -c; mkdir out; for f in in/*/*.txt; do ln $f out; done",
      [
        "resourceFiles": .array(resources),
        "outputFiles": [
          [
            "filePattern": "out/*.txt", "destination": ["container": ["containerUrl": .string(url), "path": "moved"]],
            "uploadOptions": ["uploadCondition": "tasksuccess"],
          ]
        ],
      ])
    try await engine.addTask("beside", to: "many", "true")
    try await engine.ended("beside", of: "many")
    let task = try await engine.ended("1", of: "many")
    #expect(task["executionInfo", "result"] == "success", "\(task["executionInfo"] ?? .null)")
    #expect(try await engine.file("stdout.txt", of: "1", in: "many") == "10000\n")
    #expect(try await engine.blobs("many").count == 1001)
    #expect(try await engine.blob("many/moved/999.txt") == "the source")
  }
}
