import AzureWire
import Foundation
import NodeAgent
import Testing

/// A supervisor and the files of tasks that are R scripts, as a node has them.
final class RBench {
  let directory: String
  let supervisor: Supervisor
  private var ticket: UInt64 = 0
  private var isDismissed = false

  init() throws {
    directory = try TemporaryDirectory.make()
    supervisor = try Supervisor.fork()
  }

  /// Lets the supervisor go, as the end of an agent does.
  func dismiss() {
    guard !isDismissed else { return }
    isDismissed = true
    supervisor.dismiss()
    supervisor.reap()
  }

  deinit {
    dismiss()
    try? FileManager.default.removeItem(atPath: directory)
  }

  var runFile: RunFile { RunFile(path: "\(directory)/run\(ticket)") }
  var mark: String { "run\(ticket)@\(directory)" }

  /// Starts R source as a task, by the R host unless told otherwise.
  @discardableResult
  func start(
    _ source: String, isWarm: Bool = true, arguments: [String] = ["1", "2"], complaint: String? = nil,
    variables: [String: String] = [:], wallClock: Duration? = nil
  ) throws -> UInt64 {
    ticket += 1
    try Data(source.utf8).write(to: URL(fileURLWithPath: directory + "/script.R"))
    var all = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": directory, "LANG": "C.UTF-8",
      "AZ_BATCH_JOB_PREP_WORKING_DIR": directory, "AZ_BATCH_TASK_ID": "t", TaskEnvironment.runVariable: mark,
      RScriptCommand.warmVariable: "1",
    ]
    all.merge(variables) { _, new in new }
    let command = RScriptCommand(script: "script.R", arguments: arguments, complaint: complaint).commandLine
    let run = TaskRun(
      runID: "r", jobID: "j", jobIncarnation: "i", taskID: "t", commandLine: command, environment: [],
      resourceFiles: [], outputFiles: [], maxWallClockSeconds: nil, preparation: nil)
    let script = try #require(RScriptLaunch(run, variables: all, workingDirectory: directory))
    let words = try CommandLineWords.split(command)
    let launch = Launch(
      executable: words[0], arguments: words, environment: TaskEnvironment.lines(all), workingDirectory: directory,
      stdoutPath: directory + "/stdout.txt", stderrPath: directory + "/stderr.txt", wallClock: wallClock,
      grace: .milliseconds(300), rScript: isWarm ? script : nil)
    for name in ["t.txt", "up"] { try? FileManager.default.removeItem(atPath: "\(directory)/\(name)") }
    let file = try runFile.create()
    defer { close(file) }
    try supervisor.start(launch, ticket: ticket, runFile: file, at: SystemClock.real.now())
    return ticket
  }

  func end() throws -> ProcessEnd {
    var polled = pollfd(fd: supervisor.descriptor, events: Int16(POLLIN), revents: 0)
    try #require(poll(&polled, 1, 60_000) == 1)
    guard case .ended(ticket, let end) = supervisor.receive() else {
      throw NodeError.badArguments("no end, or of another ticket")
    }
    return end
  }

  /// Runs R source as a task.
  /// - Returns: How it ended, what it wrote, and what it wrote to stderr.
  func run(
    _ source: String, isWarm: Bool = true, arguments: [String] = ["1", "2"], complaint: String? = nil,
    variables: [String: String] = [:], wallClock: Duration? = nil
  ) throws -> (end: ProcessEnd, output: String, errors: String) {
    try start(
      source, isWarm: isWarm, arguments: arguments, complaint: complaint, variables: variables, wallClock: wallClock)
    let end = try end()
    return (end, text("t.txt"), text("stderr.txt"))
  }

  func text(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: directory + "/" + name) ?? Data(), as: UTF8.self)
  }

  /// The pids of the supervisor's children.
  var children: [Int32] {
    let path = "/proc/\(supervisor.pid)/task/\(supervisor.pid)/children"
    let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    return text.split(separator: " ").compactMap { Int32($0) }
  }

  /// Waits until the script has written a pid into the file `up`.
  func pid() -> Int32? {
    let deadline = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < deadline {
      let text = text("up")
      if text.hasSuffix("\n") { return Int32(text.dropLast()) }
      usleep(2000)
    }
    return nil
  }
}

/// Waits until no process has that pid, or only one that nobody has reaped.
func isGone(_ pid: Int32) -> Bool {
  let deadline = ContinuousClock.now + .seconds(120)
  while ContinuousClock.now < deadline {
    let status = FileManager.default.contents(atPath: "/proc/\(pid)/status") ?? Data()
    if kill(pid, 0) != 0 || String(decoding: status, as: UTF8.self).contains("State:\tZ") { return true }
    usleep(2000)
  }
  return false
}
