import CLibFuzzer
import RData
import SessionLanguage

/// Whatever the text is, the parser ends with a program or a diagnostic that
/// can be shown, and every cursor has a completion context.
@main
struct FuzzLanguage {
  static func main() {
    _ = run_fuzzer(CommandLine.argc, CommandLine.unsafeArgv) { bytes, count in
      FuzzLanguage.check(String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
      return 0
    }
  }

  /// Commands of every shape, so that bare words, flags, choices and lists are
  /// all reached.
  private static let commands = [
    CommandSignature(
      name: "getJobList", summary: "list jobs",
      parameters: [
        Parameter(name: "filter", kind: .value),
        Parameter(name: "state", kind: .choice(["active", "completed"], many: true)),
      ]),
    CommandSignature(
      name: "getJob", summary: "show a job",
      parameters: [
        Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true),
        Parameter(name: "verbose", kind: .flag),
      ]),
    CommandSignature(
      name: "deleteJob", summary: "delete jobs",
      parameters: [
        Parameter(name: "jobId", kind: .jobID(many: true), isRequired: true), Parameter(name: "yes", kind: .flag),
      ]),
    CommandSignature(name: "source", summary: "run a script", parameters: [Parameter(name: "path", kind: .path)]),
    CommandSignature(
      name: "watch", summary: "run a statement again and again",
      parameters: [
        Parameter(name: "interval", kind: .number), Parameter(name: "statement", kind: .statement, isRequired: true),
      ]),
    CommandSignature(name: "quit", summary: "leave"),
  ]

  private static func check(_ text: String) {
    let length = text.utf8.count
    do {
      for statement in try Parser.parse(SourceText(name: "fuzz", text: text), commands: commands).statements {
        guard statement.span.lowerBound >= 0, statement.span.upperBound <= length else {
          fatalError("a statement lies outside of its source")
        }
      }
    } catch {
      guard !error.render().isEmpty else { fatalError("a diagnostic says nothing") }
    }
    _ = Parser.completeness(of: text, commands: commands)
    for cursor in [0, length / 2, length] {
      let context = CompletionContext.at(
        text: text, cursor: cursor, commands: commands, variables: ["x": .list(["y": .null])])
      guard let range = context.place?.range else { continue }
      guard range.lowerBound >= 0, range.upperBound <= length else {
        fatalError("a completion replaces text that is not there")
      }
    }
  }
}
