import AzureWire
import CTaskSupervisor
import Foundation
import NodeAgent
import Synchronization
import Testing

@Suite("A supervisor", .timeLimit(.minutes(1)))
struct SupervisorTests {
  /// One supervisor with the files of its task.
  private final class Bench {
    let directory: String
    let supervisor: Supervisor
    private var ticket: UInt64 = 0

    init() throws {
      directory = try TemporaryDirectory.make()
      supervisor = try Supervisor.fork()
    }

    deinit {
      supervisor.dismiss()
      supervisor.reap()
      try? FileManager.default.removeItem(atPath: directory)
    }

    var runFile: RunFile { RunFile(path: "\(directory)/run\(ticket)") }

    @discardableResult
    func start(
      _ words: [String], environment: [String] = ["PATH=/usr/bin:/bin"], workingDirectory: String? = nil,
      wallClock: Duration? = nil, grace: Duration = .milliseconds(200)
    ) throws -> UInt64 {
      ticket += 1
      let file = try runFile.create()
      defer { close(file) }
      let launch = Launch(
        executable: words[0], arguments: words, environment: environment,
        workingDirectory: workingDirectory ?? directory, stdoutPath: directory + "/stdout.txt",
        stderrPath: directory + "/stderr.txt", wallClock: wallClock, grace: grace)
      try supervisor.start(launch, ticket: ticket, runFile: file, at: SystemClock.real.now())
      return ticket
    }

    func end() throws -> ProcessEnd {
      var polled = pollfd(fd: supervisor.descriptor, events: Int16(POLLIN), revents: 0)
      try #require(poll(&polled, 1, 20_000) == 1)
      guard case .ended(ticket, let end) = supervisor.receive() else {
        throw NodeError.badArguments("no end, or of another ticket")
      }
      return end
    }

    func run(_ script: String, wallClock: Duration? = nil) throws -> ProcessEnd {
      try start(["/bin/sh", "-c", script], wallClock: wallClock)
      return try end()
    }

    func text(_ name: String) -> String {
      String(decoding: FileManager.default.contents(atPath: directory + "/" + name) ?? Data(), as: UTF8.self)
    }
  }

  @Test("tells exit codes, one task after another", arguments: [0, 1, 42, 255])
  func exitCodes(code: Int) throws {
    let bench = try Bench()
    for _ in 0..<3 {
      let end = try bench.run("exit \(code)")
      #expect(end.exitCode == code)
      #expect(end.reason == .exited)
      #expect(end.start <= end.end)
    }
  }

  @Test("tells a signal as 128 plus its number", arguments: [SIGKILL, SIGTERM, SIGSEGV])
  func signals(number: Int32) throws {
    let end = try Bench().run("kill -\(number) $$")
    #expect(end.exitCode == 128 + Int(number))
    #expect(end.reason == .exited)
  }

  @Test("gives the task its directory, output files, arguments, environment, and an empty input")
  func surroundings() throws {
    let bench = try Bench()
    try bench.start(
      ["/bin/sh", "-c", "pwd; echo \"$A\" \"$1\"; cat; echo oops >&2", "sh", "x y"], environment: ["A=b  c"])
    #expect(try bench.end().exitCode == 0)
    #expect(bench.text("stdout.txt") == "\(bench.directory)\nb  c x y\n")
    #expect(bench.text("stderr.txt") == "oops\n")
  }

  @Test("starts the task with no signal blocked or ignored, and no foreign descriptor")
  func cleanStart() throws {
    let bench = try Bench()
    #expect(try bench.run("grep -E \"^Sig(Blk|Ign|Cgt)\" /proc/self/status; ls /proc/self/fd").exitCode == 0)
    let lines = bench.text("stdout.txt").split(separator: "\n")
    // 32 and 33 are the C library's own, and cannot be set through it.
    let masks = lines.prefix(2).compactMap { UInt64($0.suffix(16), radix: 16) }
    #expect(masks.map { $0 & ~0x1_8000_0000 } == [0, 0], "\(lines)")
    // 3 is the directory that ls reads.
    #expect(lines.dropFirst(3) == ["0", "1", "2", "3"])
  }

  @Test("takes a large environment and many arguments")
  func large() throws {
    let bench = try Bench()
    let environment = (0..<500).map { "V\($0)=" + String(repeating: "x", count: 1000) }
    try bench.start(
      ["/bin/sh", "-c", "echo $# ${#V499}", "sh"] + (0..<3000).map(String.init), environment: environment)
    #expect(try bench.end().exitCode == 0)
    #expect(bench.text("stdout.txt") == "3000 1000\n")
  }

  @Test("says why a program could not be executed")
  func notExecutable() throws {
    let bench = try Bench()
    try bench.start(["/no/such/program"])
    #expect(
      try bench.end().reason == .notStarted(attempt: "execute the program", isProgram: true, error: ENOENT))
    try bench.start(["/bin/true"], workingDirectory: "/no/such/directory")
    guard case .notStarted(_, isProgram: false, error: ENOENT) = try bench.end().reason else {
      Issue.record("started")
      return
    }
    // It is none the worse for it.
    #expect(try bench.run("exit 9").exitCode == 9)
  }

  @Test("ends what runs too long, with children that went into sessions of their own")
  func wallClock() throws {
    let bench = try Bench()
    let beat = bench.directory + "/beat"
    let endless = "while :; do date +%N >> \(beat); sleep 0.01; done"
    let clock = ContinuousClock()
    var end: ProcessEnd?
    let time = try clock.measure {
      end = try bench.run(
        "setsid setsid sh -c \"trap : TERM; \(endless)\" & sleep 60", wallClock: .milliseconds(200))
    }
    #expect(end?.reason == .wallClock)
    #expect(end?.exitCode == 143)
    #expect(time < .seconds(2))
    #expect(time >= .milliseconds(200))
    let last = bench.text("beat")
    #expect(!last.isEmpty)
    usleep(100_000)
    #expect(bench.text("beat") == last)
  }

  @Test("kills a task that ignores SIGTERM when its grace is over, stopped or not")
  func stubborn() throws {
    let bench = try Bench()
    let ticket = try bench.start(["/bin/sh", "-c", "trap \"\" TERM; echo up; while :; do sleep 0.01; done"])
    while bench.text("stdout.txt").isEmpty { usleep(1000) }
    bench.supervisor.terminate(ticket: ticket)
    let end = try bench.end()
    #expect(end.reason == .terminated)
    #expect(end.exitCode == 137)
  }

  @Test("lets a task end in its own way within the grace")
  func graceful() throws {
    let bench = try Bench()
    let ticket = try bench.start(["/bin/sh", "-c", "trap \"exit 5\" TERM; echo up; while :; do sleep 0.01; done"])
    while bench.text("stdout.txt").isEmpty { usleep(1000) }
    bench.supervisor.terminate(ticket: ticket)
    let end = try bench.end()
    #expect(end.reason == .terminated)
    #expect(end.exitCode == 5)
  }

  @Test("does not end a task because an earlier one was to end")
  func lateTermination() throws {
    let bench = try Bench()
    let ticket = try bench.start(["/bin/true"])
    #expect(try bench.end().exitCode == 0)
    bench.supervisor.terminate(ticket: ticket)
    #expect(try bench.run("sleep 0.1; exit 3").exitCode == 3)
    try bench.start(["/bin/sh", "-c", "sleep 0.1; exit 4"])
    bench.supervisor.terminate(ticket: ticket)
    #expect(try bench.end().exitCode == 4)
  }

  @Test("kills what a task leaves behind when it ends")
  func leftovers() throws {
    let bench = try Bench()
    let beat = bench.directory + "/beat"
    let endless = "while :; do date +%N >> \(beat); sleep 0.01; done"
    let end = try bench.run("sh -c \"\(endless)\" & setsid sh -c \"\(endless)\" & sleep 0.1; exit 6")
    #expect(end.exitCode == 6)
    let last = bench.text("beat")
    usleep(100_000)
    #expect(bench.text("beat") == last)
  }

  @Test("records start and end in the run's file, which is locked in between")
  func record() throws {
    let bench = try Bench()
    #expect(try bench.runFile.standing() == .untouched)
    try bench.start(["/bin/sh", "-c", "echo up; while [ ! -e gate ]; do sleep 0.01; done; exit 8"])
    while bench.text("stdout.txt").isEmpty { usleep(1000) }
    guard case .alive(bench.supervisor.pid, _) = try bench.runFile.standing() else {
      Issue.record("not alive")
      return
    }
    #expect(FileManager.default.createFile(atPath: bench.directory + "/gate", contents: nil))
    let end = try bench.end()
    #expect(try bench.runFile.standing() == .ended(end))
    #expect(end.exitCode == 8)
  }

  @Test("brings its task to an end without the agent, and then goes")
  func orphan() throws {
    let directory = try TemporaryDirectory.make()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let supervisor = try Supervisor.fork()
    let runFile = RunFile(path: directory + "/run")
    let file = try runFile.create()
    let launch = Launch(
      executable: "/bin/sh", arguments: ["sh", "-c", "sleep 0.2; exit 11"], environment: [],
      workingDirectory: directory, stdoutPath: directory + "/out", stderrPath: directory + "/err", wallClock: nil,
      grace: .seconds(1))
    try supervisor.start(launch, ticket: 1, runFile: file, at: SystemClock.real.now())
    close(file)
    supervisor.dismiss()
    supervisor.reap()
    guard case .ended(let end) = try runFile.standing() else {
      Issue.record("no end")
      return
    }
    #expect(end.exitCode == 11)
  }

  @Test("that is killed takes its task along and leaves a file that says so")
  func killed() throws {
    let directory = try TemporaryDirectory.make()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let supervisor = try Supervisor.fork()
    let runFile = RunFile(path: directory + "/run")
    let file = try runFile.create()
    let launch = Launch(
      executable: "/bin/sh", arguments: ["sh", "-c", "echo $$; exec sleep 60"], environment: [],
      workingDirectory: directory, stdoutPath: directory + "/out", stderrPath: directory + "/err", wallClock: nil,
      grace: .seconds(1))
    try supervisor.start(launch, ticket: 1, runFile: file, at: SystemClock.real.now())
    close(file)
    var pid: Int32?
    while pid == nil {
      let text = String(decoding: FileManager.default.contents(atPath: directory + "/out") ?? Data(), as: UTF8.self)
      pid = text.hasSuffix("\n") ? Int32(text.dropLast()) : nil
    }
    kill(supervisor.pid, SIGKILL)
    supervisor.reap()
    supervisor.dismiss()
    guard case .orphaned = try runFile.standing() else {
      Issue.record("not orphaned")
      return
    }
    let task = try #require(pid)
    while kill(task, 0) == 0 { usleep(1000) }
  }

  @Test("is not started twice for one run: its file is there already")
  func fileIsThere() throws {
    let directory = try TemporaryDirectory.make()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let runFile = RunFile(path: directory + "/run")
    close(try runFile.create())
    #expect(throws: SystemError.self) { try runFile.create() }
  }

  /// Has a pool run `exit 5`.
  private func launch(
    _ id: String, in directory: String, by pool: inout SupervisorPool
  ) throws -> (supervisor: Supervisor, isNew: Bool) {
    let file = try RunFile(path: "\(directory)/\(id)").create()
    defer { close(file) }
    let launch = Launch(
      executable: "/bin/sh", arguments: ["/bin/sh", "-c", "exit 5"], environment: ["PATH=/usr/bin:/bin"],
      workingDirectory: directory, stdoutPath: directory + "/stdout.txt", stderrPath: directory + "/stderr.txt",
      wallClock: nil, grace: .milliseconds(200))
    return try pool.start(launch, launchID: id, runFile: file, at: SystemClock.real.now())
  }

  private func awaitEnd(of id: String, by supervisor: Supervisor, in pool: inout SupervisorPool) throws {
    var polled = pollfd(fd: supervisor.descriptor, events: Int16(POLLIN), revents: 0)
    try #require(poll(&polled, 1, 60_000) == 1)
    guard case .ended(id, let end) = pool.receive(supervisor) else {
      throw NodeError.badArguments("no end of \(id)")
    }
    #expect(end.exitCode == 5)
  }

  @Test("that was killed while it was idle is no reason for a task not to start")
  func idleIsKilled() throws {
    let directory = try TemporaryDirectory.make()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    var pool = SupervisorPool()
    defer { pool.dismissAll() }
    let first = try launch("a", in: directory, by: &pool).supervisor
    try awaitEnd(of: "a", by: first, in: &pool)
    kill(first.pid, SIGKILL)
    first.reap()
    let second = try launch("b", in: directory, by: &pool)
    #expect(second.isNew && second.supervisor.pid != first.pid)
    #expect(pool.takeBroken().map(\.pid) == [first.pid])
    first.dismiss()
    try awaitEnd(of: "b", by: second.supervisor, in: &pool)
  }

  @Test("that is killed before it hears of its task is replaced", arguments: [1, 7])
  func newIsKilled(times: Int) throws {
    let directory = try TemporaryDirectory.make()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let forks = Mutex(0)
    var pool = SupervisorPool { () throws(SystemError) in
      let new = try Supervisor.fork()
      if forks.withLock({
        $0 += 1; return $0
      }) <= times {
        killAndAwait(new)
      }
      return new
    }
    defer { pool.dismissAll() }
    let supervisor = try launch("a", in: directory, by: &pool).supervisor
    try awaitEnd(of: "a", by: supervisor, in: &pool)
    #expect(forks.withLock { $0 } == times + 1)
  }

  @Test("that is killed whenever it is made lets the task fail, and leaves no process")
  func eachIsKilled() throws {
    let directory = try TemporaryDirectory.make()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let made = Mutex<[Int32]>([])
    var pool = SupervisorPool { () throws(SystemError) in
      let new = try Supervisor.fork()
      made.withLock { $0.append(new.pid) }
      killAndAwait(new)
      return new
    }
    #expect(throws: SystemError.self) { try launch("a", in: directory, by: &pool) }
    let pids = made.withLock { $0 }
    #expect(!pids.isEmpty && pids.allSatisfy { kill($0, 0) != 0 })
  }
}

/// Kills a supervisor and returns when it is dead, yet not reaped.
private func killAndAwait(_ supervisor: Supervisor) {
  kill(supervisor.pid, SIGKILL)
  var info = siginfo_t()
  waitid(P_PID, id_t(supervisor.pid), &info, WEXITED | WNOWAIT)
}
