import Foundation
import Testing

/// What every command prints in every format is written down in
/// `Tests/Fixtures/Golden`, a file for each command; with
/// `AZP_UPDATE_GOLDEN=1` the tests write these files anew.
@Suite("What a command prints, in each format and width")
struct GoldenTests {
  private static let directory = URL(fileURLWithPath: #filePath)
    .appending(path: "../../../Fixtures/Golden").standardizedFileURL
  private static let updates = ProcessInfo.processInfo.environment["AZP_UPDATE_GOLDEN"] == "1"

  @Test("is what is written down", .timeLimit(.minutes(1)), arguments: GoldenStatements.pages)
  func golden(_ page: GoldenStatements.Page) async throws {
    let run = try GoldenRun(account: Self.directory.appending(path: "account.json"))
    let outputs = try await withThrowingTaskGroup(of: (Int, [String]).self) { group in
      for (index, look) in GoldenLook.all.enumerated() {
        group.addTask { (index, try await run.outputs(of: page, look)) }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for (index, look) in GoldenLook.all.enumerated() {
      for output in outputs[index] ?? [] {
        #expect(look.canBeRead(output), "\(page.name), \(look.name):\n\(output)")
      }
    }
    let text = Self.text(page, GoldenLook.all.enumerated().map { ($1, outputs[$0] ?? []) })
    let file = Self.directory.appending(path: "\(page.name).txt")
    if Self.updates { try text.write(to: file, atomically: true, encoding: .utf8) }
    let written = try? String(contentsOf: file, encoding: .utf8)
    #expect(
      written == text,
      "\(page.name) prints something else than \(file.lastPathComponent) says; AZP_UPDATE_GOLDEN=1 writes it anew.")
  }

  @Test("has no file for a command that is gone")
  func complete() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.directory.path)
    let expected = GoldenStatements.pages.map { "\($0.name).txt" } + ["account.json"]
    #expect(Set(files) == Set(expected))
  }

  /// Each statement with what it prints; looks in which it prints the same
  /// stand together.
  private static func text(
    _ page: GoldenStatements.Page, _ looks: [(look: GoldenLook, outputs: [String])]
  ) -> String {
    var text = ""
    for (index, statement) in page.statements.enumerated() {
      text += "==== \(statement)\n"
      var order: [String] = []
      var names: [String: [String]] = [:]
      for (look, outputs) in looks {
        if names[outputs[index]] == nil { order.append(outputs[index]) }
        names[outputs[index], default: []].append(look.name)
      }
      for output in order {
        let list = names[output] ?? []
        text += "---- \(list.count == looks.count ? "in every format" : list.joined(separator: ", "))\n\(output)"
        if !output.isEmpty, !output.hasSuffix("\n") { text += "\\ no line end\n" }
      }
      text += "\n"
    }
    return text
  }
}
