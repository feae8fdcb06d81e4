import Foundation
import Testing

@Suite("The README", .sharedHome)
struct ReadmeTests {
  private static let path = URL(fileURLWithPath: #filePath).appending(path: "../../../README.md").standardizedFileURL
    .path

  /// What the README shows of the language: statements behind the prompt, and
  /// below each what it prints.
  struct Transcript: CustomTestStringConvertible {
    var statements: [String] = []
    var printed: [String] = []

    var testDescription: String { statements.first ?? "" }

    /// Those of the pages on the language and on loops.
    static let all: [Transcript] = {
      let text = (try? String(contentsOfFile: ReadmeTests.path, encoding: .utf8)) ?? ""
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
    let text = try String(contentsOfFile: Self.path, encoding: .utf8)
    let section = try #require(text.split(separator: "### Beside other programs").dropFirst().first)
    let rows = section.split(separator: "\n").filter { $0.contains("| ●") || $0.contains("| ◐") || $0.contains("| ○") }
    #expect(rows.count > 50)
    let root = URL(fileURLWithPath: Self.path).deletingLastPathComponent()
    let files = ["Tests", "examples"].flatMap { folder in
      FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.compactMap { $0 as? String } ?? []
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

  @Test("has such pages")
  func isThere() {
    #expect(Transcript.all.count == 4)
  }
}
