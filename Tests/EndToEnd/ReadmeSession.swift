import Foundation
import TerminalTesting

/// The session that the README begins with: what it shows is typed, and the
/// screen must show the same.
///
/// Behind `$`, `azp>` and `...>` stands what is typed, `^D` being the key, and
/// behind `[y/N]` or `Type 2 to delete them:` an answer; every other line is what azp writes.
struct ReadmeSession {
  /// Its lines, exactly as they stand in the README.
  let lines: [String]

  /// - Throws: ``Failure`` when the file does not begin with a session.
  init(readme path: String) throws {
    let parts = try String(contentsOfFile: path, encoding: .utf8).split(separator: "```\n")
    guard parts.count > 2, parts[1].hasPrefix("$ azp\n") else {
      throw Failure("\(path) does not begin with a session.")
    }
    lines = parts[1].split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// Types all of it, and compares at each step.
  ///
  /// - Throws: ``Failure`` with both screens where they differ.
  func replay(in home: Home) async throws {
    var rest = lines[...]
    while let start = rest.first {
      guard start == "$ azp" else { throw Failure("`\(start)` stands where `$ azp` is expected.") }
      let session = rest.dropFirst().prefix { !$0.hasPrefix("$ ") }
      rest = rest.dropFirst(session.count + 1)
      try await replay(Array(session), in: home)
    }
  }

  private func replay(_ lines: [String], in home: Home) async throws {
    let shell = try await home.shell(columns: 100, rows: 60)
    for (index, line) in lines.enumerated() {
      guard let input = Self.input(of: line) else { continue }
      try await expect(lines[..<index] + [input.prompt], on: shell)
      if input.prompt.hasPrefix("azp") { try await shell.waitForKeys() }
      shell.send(input.text == "^D" ? Key.control("D") : input.text + Key.enter)
    }
    if lines.contains(where: { $0.hasSuffix("^D") }) {
      let ending = try await shell.waitForEnd()
      guard ending == .exited(0) else { throw Failure("The shell ended with \(ending).\n\(shell.screen)") }
      try await expect(lines[...], on: shell)
    } else {
      try await expect(lines + ["azp>"], on: shell)
      _ = try await shell.leave()
    }
  }

  /// What a line shows somebody typing, and what stands before it.
  private static func input(of line: String) -> (prompt: String, text: String)? {
    guard let found = line.prefixMatch(of: #/(azp(?: [0-9]+)?>|\.\.\.>|.*\[y/N\]|Type [0-9]+ to delete them:) /#) else {
      return nil
    }
    return (String(found.1), String(line[found.range.upperBound...]))
  }

  private func expect(_ lines: ArraySlice<String>, on shell: PseudoTerminal) async throws {
    let expected = lines.map(Self.comparable)
    let isShown = { @Sendable (screen: Screen) in
      var shown = screen.transcript.map(Self.comparable)
      while shown.last == "" { shown.removeLast() }
      return shown == expected
    }
    do {
      try await shell.waitFor("the screen of the README", timeout: .seconds(90), isShown)
    } catch {
      throw Failure(
        "The README shows:\n\n\(lines.joined(separator: "\n"))\n\nThe screen shows:\n\n"
          + shell.screen.transcript.joined(separator: "\n"))
    }
  }

  /// A line without what is another at each time: how far a job is at that
  /// moment, sizes, times; and the blanks, which depend on them.
  private static func comparable(_ line: String) -> String {
    line.replacing(/[0-9]+ %/, with: "N %").replacing(/[0-9.]+ kB/, with: "N kB")
      .replacing(/in [0-9.hms ]+\./, with: "in TIME.").split(separator: " ").joined(separator: " ")
  }
}
