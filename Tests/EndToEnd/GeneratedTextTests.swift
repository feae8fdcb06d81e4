import Foundation
import Testing

@Suite("Texts that azp generates", .sharedHome)
struct GeneratedTextTests {
  @Test("the manual page has the options, the subcommands and the commands")
  func manual() async throws {
    let outcome = try await SharedHome.current.azp("manual")
    #expect(outcome.status == 0)
    for text in [".TH AZP 1", "\\-\\-dry\\-run", "\\fBserve\\fR", ".SS getJobList", ".SH EXIT STATUS"] {
      #expect(outcome.output.contains(text), "\(text)")
    }
  }

  @Test("bash completes options, subcommands, formats and scripts from what azp prints for it")
  func bash() async throws {
    let home = try SharedHome.current
    let script = try await home.azp("completions", "bash")
    #expect(script.status == 0)
    try home.write(script.output, to: "azp.bash")
    try home.write("", to: "mine.azp")
    func complete(_ words: String...) async throws -> [String] {
      let line = (["azp"] + words).joined(separator: " ")
      let list = (["azp"] + words).map { "'\($0)'" }.joined(separator: " ")
      let outcome = try await home.run(
        "/bin/bash",
        [
          "-c",
          """
          source azp.bash; COMP_WORDS=(\(list)); COMP_CWORD=\(words.count); COMP_LINE='\(line)'; COMP_POINT=\(line.count)
          _azp; printf '%s\\n' "${COMPREPLY[@]}"
          """,
        ], deadline: .seconds(60))
      return outcome.lines.map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(try await complete("--for").contains("--format"))
    #expect(try await complete("cred").contains("credentials"))
    #expect(try await complete("--format", "nd") == ["ndjson"])
    #expect(try await complete("-e", "getJobR") == ["getJobResult"])
    #expect(try await complete("credentials", "--format", "conn") == ["connection-string"])
    #expect(try await complete("completions", "f") == ["fish"])
    #expect(try await complete("mi") == ["mine.azp"])
  }

  @Test("there is a text for zsh and for fish, and none for another shell")
  func others() async throws {
    let home = try SharedHome.current
    for (shell, mark) in [("zsh", "#compdef azp\n"), ("fish", "complete -c azp ")] {
      let outcome = try await home.azp("completions", shell)
      #expect(outcome.status == 0 && outcome.output.contains(mark), "\(outcome)")
      try home.write(outcome.output, to: "azp.\(shell)")
      guard FileManager.default.isExecutableFile(atPath: "/usr/bin/\(shell)") else { continue }
      let checked = try await home.run("/usr/bin/\(shell)", ["-n", "azp.\(shell)"], deadline: .seconds(60))
      #expect(checked.status == 0 && checked.errors.isEmpty, "\(checked)")
    }
    #expect(try await home.azp("completions", "tcsh").status == 2)
  }
}
