import Commands
import Foundation
import Testing

@Suite("The README", .sharedHome)
struct ReadmeTests {
  private static let root = URL(fileURLWithPath: #filePath).appending(path: "../../..").standardizedFileURL
  private static let path = root.appending(path: "README.md").path

  private static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// What the README shows of the language: statements behind the prompt, and
  /// below each what it prints.
  struct Transcript: CustomTestStringConvertible {
    var statements: [String] = []
    var printed: [String] = []

    var testDescription: String { statements.first ?? "" }

    static let readme = (try? text(of: "README.md")) ?? ""

    /// Those of the pages on the language and on loops.
    static let all: [Transcript] = {
      let text = readme
      guard let start = text.firstRange(of: "### The language"), let end = text.firstRange(of: "### Commands") else {
        return []
      }
      let parts = text[start.upperBound..<end.lowerBound].split(separator: "```\n", omittingEmptySubsequences: false)
      return parts.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { Transcript($0.element) }
    }()

    init(_ block: Substring) {
      for line in block.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        if line.hasPrefix("azp> ") {
          statements.append(String(line.dropFirst(5)))
        } else {
          printed.append(String(line))
        }
      }
    }
  }

  @Test("every line of its pages on the language gives what it shows", arguments: Transcript.all)
  func language(_ transcript: Transcript) async throws {
    #expect(transcript.statements.count > 3)
    let printed = try await SharedHome.current.succeed(transcript.statements.joined(separator: "\n") + "\n")
    #expect(printed == transcript.printed.joined(separator: "\n") + "\n")
  }

  @Test("begins with a session that goes as it is shown")
  func firstScreen() async throws {
    try await Home.use { home in
      try await ReadmeSession(readme: Self.path).replay(in: home)
    }
  }

  @Test("names, for whatever it says that azp has and others may not, a test or an example that there is")
  func comparison() throws {
    let text = try Self.text(of: "README.md")
    let section = try #require(text.split(separator: "### Beside other programs").dropFirst().first)
    let rows = section.split(separator: "\n").filter { $0.contains("| ●") || $0.contains("| ◐") || $0.contains("| ○") }
    #expect(rows.count > 50)
    let files = ["Tests", "examples"].flatMap { folder in
      FileManager.default.enumerator(atPath: Self.root.appending(path: folder).path)?.compactMap { $0 as? String } ?? []
    }
    let names = Set(
      files.flatMap { file in
        let name = URL(fileURLWithPath: file)
        return [name.lastPathComponent, name.deletingPathExtension().lastPathComponent]
      })
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let shown = cells.last?.matches(of: /`([A-Za-z0-9_-]+(?:Tests|\.dialogue|\.azp))`/).map { String($0.1) } ?? []
      #expect(shown.isEmpty == (cells[1] == "○"), "\(row)")
      for name in shown { #expect(names.contains(name), "\(row)") }
    }
  }

  /// A row of the tables of the page on doAzureParallel: the commands it
  /// speaks of, and the scripts that show them.
  struct Row: CustomTestStringConvertible {
    let text: String
    let commands: [String]
    let scripts: [String]

    var testDescription: String { text }

    static let all: [Row] = {
      guard let start = Transcript.readme.firstRange(of: "### From doAzureParallel"),
        let end = Transcript.readme.firstRange(of: "### Exit status")
      else { return [] }
      return Transcript.readme[start.upperBound..<end.lowerBound].split(separator: "\n").compactMap(Row.init)
    }()

    init?(_ line: Substring) {
      let words = line.matches(of: /`([^`]+)`/).map { String($0.output.1) }
      scripts = words.filter { $0.hasSuffix(".azp") }
      guard line.hasPrefix("| "), !scripts.isEmpty else { return nil }
      text = String(line)
      commands = words.filter { !$0.hasSuffix(".azp") }.map { String($0.prefix { $0 != "(" }) }
    }
  }

  @Test("names scripts that are there and use the commands they are to show", arguments: Row.all)
  func examples(_ row: Row) throws {
    let scripts = try row.scripts.map { try Self.text(of: "examples/\($0)") }
    for command in row.commands {
      #expect(CommandTable.command(named: command) != nil, "\(command)")
      #expect(scripts.contains { $0.contains(command) }, "\(command)")
    }
  }

  @Test("names each of doAzureParallel's 29 functions once, and 16 wishes with a script")
  func functions() {
    let functions = Row.all.filter { $0.text.hasPrefix("| `") }.flatMap(\.commands)
    #expect(functions.count == 29 && Set(functions).count == 29, "\(functions.sorted())")
    #expect(Row.all.filter { !$0.text.hasPrefix("| `") }.count == 16)
  }

  @Test("has such pages")
  func isThere() {
    #expect(Transcript.all.count == 4)
  }
}
