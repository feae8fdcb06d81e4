import Foundation
import TerminalTesting

/// The demo program on a pseudo-terminal, with a home of its own and a pipe
/// that takes notices.
struct Demo {
  let terminal: PseudoTerminal
  private let home: URL
  private let notices: FileHandle

  init(
    editrc: String = "", environment: [String: String?] = [:], columns: Int = 40, rows: Int = 12,
    shell: [String]? = nil
  ) throws {
    home = FileManager.default.temporaryDirectory.appendingPathComponent("demo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    try editrc.write(to: home.appendingPathComponent(".editrc"), atomically: true, encoding: .utf8)
    let pipe = home.appendingPathComponent("notices").path
    guard mkfifo(pipe, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
    // Opened for both directions, so that opening does not wait for the reader.
    let descriptor = open(pipe, O_RDWR | O_CLOEXEC)
    notices = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var variables: [String: String?] = ["HOME": home.path, "DEMO_NOTICES": pipe]
    variables.merge(environment) { $1 }
    let program = shell ?? [Binary.path(named: "LineEditorDemo")]
    terminal = try PseudoTerminal(
      running: program[0], arguments: Array(program.dropFirst()), environment: variables, columns: columns,
      rows: rows)
  }

  /// Waits for the prompt: keys sent before it may go to the terminal's own
  /// line editing.
  static func ready(
    editrc: String = "", environment: [String: String?] = [:], columns: Int = 40, rows: Int = 12
  ) async throws -> Demo {
    let demo = try Demo(editrc: editrc, environment: environment, columns: columns, rows: rows)
    try await demo.terminal.waitFor("the prompt") { $0.currentLine == "demo>" }
    return demo
  }

  /// Has the demo print a notice, or obey `close` or `cancel`.
  func notify(_ text: String) throws {
    try notices.write(contentsOf: Data((text + "\n").utf8))
  }

  /// Types keys and waits until the line with the cursor is `line`.
  @discardableResult
  func type(_ keys: String, until line: String) async throws -> Screen {
    terminal.send(keys)
    return try await terminal.waitFor("the line '\(line)'") { $0.currentLine == line }
  }

  func removeFiles() {
    try? FileManager.default.removeItem(at: home)
  }
}
