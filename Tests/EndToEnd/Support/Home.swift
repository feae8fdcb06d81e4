import Foundation
import TerminalTesting

/// A place of its own for azp: a state directory, a working directory, and
/// the program that works there as a user starts it.
struct Home: Sendable {
  /// Short, for it is part of the names of sockets and locks.
  let directory: String

  private init(directory: String) {
    self.directory = directory
  }

  /// Makes a home, lets a test live in it, and leaves nothing behind, however
  /// the test ends: no service, no agent, no task, no file.
  static func use<Result>(_ body: (Home) async throws -> Result) async throws -> Result {
    var template = Array("/tmp/azp-e2e-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure("No directory could be made in /tmp.") }
    let home = Home(directory: String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
    do {
      try FileManager.default.createDirectory(atPath: home.workDirectory, withIntermediateDirectories: true)
      let result = try await body(home)
      try await home.end()
      return result
    } catch {
      try await home.end()
      throw error
    }
  }

  var stateDirectory: String { "\(directory)/state" }
  /// Where programs are started, and their `HOME`.
  var workDirectory: String { "\(directory)/work" }

  /// The program under test: `AZP_BINARY`, else the one built with the tests.
  static let program = ProcessInfo.processInfo.environment["AZP_BINARY"] ?? Binary.path(named: "azp")

  // MARK: Running

  /// Runs azp with arguments.
  func azp(
    _ arguments: String..., input: String? = nil, environment: [String: String] = [:],
    deadline: Duration = .seconds(240)
  ) async throws -> Outcome {
    try await run(Self.program, arguments, input: input, environment: environment, deadline: deadline)
  }

  /// Runs a text as a script.
  ///
  /// - Parameter name: the script's file; one that nobody else has if nil.
  func script(
    _ text: String, named name: String? = nil, environment: [String: String] = [:],
    deadline: Duration = .seconds(240)
  ) async throws -> Outcome {
    let name = name ?? "script-\(UUID().uuidString.prefix(8)).azp"
    try write(text, to: name)
    return try await azp(name, environment: environment, deadline: deadline)
  }

  /// Runs a text as a script that must succeed.
  ///
  /// - Returns: its standard output.
  /// - Throws: ``Failure`` with all it said when it does not.
  @discardableResult
  func succeed(_ text: String) async throws -> String {
    let outcome = try await script(text)
    guard outcome.status == 0 else { throw Failure("\(outcome)") }
    return outcome.output
  }

  /// Runs R source in a plain `Rscript`, in the working directory.
  ///
  /// - Returns: what it prints.
  func plainR(_ source: String) async throws -> String {
    let file = "plain-\(UUID().uuidString.prefix(8)).R"
    try write(source, to: file)
    let outcome = try await run("/usr/bin/env", ["Rscript", "--vanilla", file], deadline: .seconds(240))
    guard outcome.status == 0 else { throw Failure("\(outcome)") }
    return outcome.output
  }

  func run(
    _ path: String, _ arguments: [String], input: String? = nil, environment: [String: String] = [:],
    deadline: Duration
  ) async throws -> Outcome {
    var program = Program(
      path: path, arguments: arguments, environment: self.environment.merging(environment) { $1 },
      directory: workDirectory)
    if let input {
      program.input = "\(directory)/input-\(UUID().uuidString)"
      try input.write(toFile: program.input, atomically: true, encoding: .utf8)
    }
    return try await program.run(deadline: deadline)
  }

  /// Opens the shell on a pseudo-terminal and waits for its prompt.
  func shell(
    columns: Int = 80, rows: Int = 30, environment: [String: String] = [:]
  ) async throws -> PseudoTerminal {
    let terminal = try terminal([], columns: columns, rows: rows, environment: environment)
    try await terminal.waitForPrompt()
    return terminal
  }

  /// Opens the shell on a pseudo-terminal.
  func terminal(
    running program: String = Home.program, _ arguments: [String], columns: Int, rows: Int,
    environment: [String: String]
  ) throws -> PseudoTerminal {
    let variables = self.environment.merging(["TERM": "xterm-256color"]) { $1 }.merging(environment) { $1 }
    return try PseudoTerminal(
      running: program, arguments: arguments, environment: variables.mapValues(Optional.some),
      directory: workDirectory, columns: columns, rows: rows)
  }

  private var environment: [String: String] {
    let inherited = ProcessInfo.processInfo.environment
    var variables = [
      "AZP_STATE_DIR": stateDirectory, "HOME": workDirectory, "LANG": "C.UTF-8",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    for name in ["PATH", "LD_LIBRARY_PATH", "LLVM_PROFILE_FILE", "ASAN_OPTIONS", "TSAN_OPTIONS"] {
      variables[name] = inherited[name]
    }
    return variables
  }

  // MARK: Files

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(workDirectory)/\(name)", atomically: true, encoding: .utf8)
  }

  /// A file of the working directory; empty when there is none.
  func text(of name: String) -> String {
    FileManager.default.contents(atPath: "\(workDirectory)/\(name)").map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// The files below a directory of the state directory.
  func stateFiles(in subdirectory: String) -> [String] {
    let root = "\(stateDirectory)/\(subdirectory)"
    let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return paths.map { "\(root)/\($0)" }.filter { path in
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory.boolValue
    }
  }

  // MARK: The service

  /// What the service wrote about itself.
  func service() throws -> ServiceDescription {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(stateDirectory)/service.json"))
    return try JSONDecoder().decode(ServiceDescription.self, from: data)
  }

  /// Waits until a job is completed.
  func waitForJob(_ id: String) async throws {
    let outcome = try await azp("-e", "waitForJob('\(id)', timeout = 110)")
    guard [0, 3].contains(outcome.status) else { throw Failure("\(outcome)") }
  }

  private func end() async throws {
    // It may refuse; then it is killed with the others.
    _ = try? await azp("stop", deadline: .seconds(90))
    // A process that is told to end may start another in its last moment.
    try await eventually("all processes of \(directory) have ended", within: .seconds(90)) {
      let processes = ProcessTable.processes(mentioning: directory)
      for process in processes { kill(process, SIGKILL) }
      return processes.isEmpty
    }
    try FileManager.default.removeItem(atPath: directory)
  }
}

/// The members of `service.json` that tests need.
struct ServiceDescription: Codable, Sendable {
  var account: String
  var batchEndpoint: String
  var blobEndpoint: String
  var keyFile: String
  var processID: Int32
}
