import AzureWire
import Commands
import DetachedProcess
import FaultTesting
import Foundation
import Rendering
import Session
import SessionLanguage
import Synchronization

@testable import Shell

/// Runs statements against an account that never changes, in a session like
/// that of the shell, at a fixed time.
struct GoldenRun {
  private let account: CannedAccount

  /// As long as a directory of a run, so that lines break at the same places.
  private static let shownDirectory = "/tmp/azp-golden"
  private static let shownPort = "10000"

  init(account: URL) throws {
    self.account = try CannedAccount(file: account)
  }

  /// What each statement prints, in this look.
  func outputs(of page: GoldenStatements.Page, _ look: GoldenLook) async throws -> [String] {
    try await Self.withDirectory { directory in
      let deleted = Mutex<Set<String>>([])
      let script: ScriptedServer.Script = { request in
        // Who looks at a job that he has just deleted does not find it.
        if request.method == "DELETE", request.path.hasPrefix("/jobs/") {
          deleted.withLock { _ = $0.insert(request.path) }
        }
        if request.method == "GET", deleted.withLock({ $0.remove(request.path) }) != nil {
          return .answer(404, body: ScriptedAnswer.errorBody("JobNotFound"))
        }
        return account.answer(request)
      }
      return try await ScriptedServer.run(service: nil, credential: CannedAccount.credential, script: script) {
        server in
        let lock = try Self.service(at: directory, port: server.port)
        defer { withExtendedLifetime(lock) {} }
        let session = Session(
          service: LocalService(paths: StatePaths(directory: directory), executable: "/nonexistent"))
        do {
          let outputs = try await Self.run(page, look, session, directory)
          try await session.close()
          return outputs.map {
            $0.replacing(directory, with: Self.shownDirectory).replacing(String(server.port), with: Self.shownPort)
          }
        } catch {
          try await session.close()
          throw error
        }
      }
    }
  }

  private static func run(
    _ page: GoldenStatements.Page, _ look: GoldenLook, _ session: Session, _ directory: String
  ) async throws -> [String] {
    let console = RecordingConsole(columns: look.columns)
    let shell = ShellState()
    shell.setHistory { ["x <- 1", "foreach(i = 1:2) %dopar% {\n  i\n}", "getJobList()"] }
    for statement in ["x <- 1", "getJobList()"] { shell.noteStatement(statement) }
    if page.name == "notices" {
      for id in ["nightly", "broken", "stuck"] { await session.remember(id) }
    }
    let host = SessionHost(
      context: CommandContext(
        session: session, console: console, shell: shell, output: OutputSettings(format: look.format),
        now: { 1_772_366_700 }))
    let interpreter = Interpreter(host: host)
    shell.interpreter = interpreter
    if look.columns != nil { shell.beginConversation() }
    var outputs: [String] = []
    for statement in page.statements {
      do {
        let source = SourceText(name: "-e", text: statement.replacing("DIR", with: directory))
        try await interpreter.run(try Parser.parse(source, commands: CommandTable.signatures))
      } catch {
        console.note(ErrorText.text(of: error, atPrompt: look.columns != nil, terminal: console.terminal))
      }
      outputs.append(console.take())
    }
    await host.close()
    return outputs
  }

  /// Makes a directory in which a service seems to run, on that port.
  private static func service(at directory: String, port: Int) throws -> FileLock {
    let paths = StatePaths(directory: directory)
    try CannedAccount.key.write(toFile: paths.key, atomically: true, encoding: .utf8)
    let description = LocalServiceDescription(
      batchEndpoint: "http://127.0.0.1:\(port)", blobEndpoint: "http://127.0.0.1:\(port)/local", account: "local",
      keyFile: paths.key, processID: getpid())
    try JSONEncoder().encode(description).write(to: URL(fileURLWithPath: paths.description))
    return try FileLock(waitingFor: paths.lock)
  }

  private static func withDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    var template = Array("/tmp/azp-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    let directory = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try "strike,price\n90,12.25\n".write(toFile: directory + "/small.csv", atomically: true, encoding: .utf8)
    try "y <- 20\ny * 2 + 2\n".write(toFile: directory + "/analysis.azp", atomically: true, encoding: .utf8)
    return try await body(directory)
  }
}
