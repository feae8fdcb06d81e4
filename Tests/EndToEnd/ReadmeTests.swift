import Commands
import Foundation
import Testing

@Suite("The README", .sharedHome)
struct ReadmeTests {
  /// What the README shows of the language: statements behind the prompt, and
  /// below each what it prints.
  struct Transcript: CustomTestStringConvertible {
    var statements: [String] = []
    var printed: [String] = []

    var testDescription: String { statements.first ?? "" }

    static let readme = (try? text(of: "README.md")) ?? ""

    static func text(of path: String) throws -> String {
      let url = URL(fileURLWithPath: #filePath).appending(path: "../../../\(path)").standardizedFileURL
      return try String(contentsOf: url, encoding: .utf8)
    }

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
    let scripts = try row.scripts.map { try Transcript.text(of: "examples/\($0)") }
    for command in row.commands {
      #expect(CommandTable.command(named: command) != nil, "\(command)")
      #expect(scripts.contains { $0.contains(command) }, "\(command)")
    }
  }

  @Test("names each of doAzureParallel's 29 functions once, and 15 wishes with a script")
  func functions() {
    let functions = Row.all.filter { $0.text.hasPrefix("| `") }.flatMap(\.commands)
    #expect(functions.count == 29 && Set(functions).count == 29, "\(functions.sorted())")
    #expect(Row.all.filter { !$0.text.hasPrefix("| `") }.count == 15)
  }

  @Test("has such pages")
  func isThere() {
    #expect(Transcript.all.count == 4)
  }
}
