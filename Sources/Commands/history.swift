import RData
import SessionLanguage

/// `history`: what was typed, or this session as a script.
struct History: Command {
  let signature = CommandSignature(
    name: "history", summary: "List what was typed, or write this session out as a script",
    parameters: [
      Parameter(name: "count", kind: .number, summary: "How many entries, the newest (default 25)"),
      Parameter(
        name: "asScript", kind: .flag,
        summary: "This session's statements that succeeded, as a script (default FALSE)"),
    ])
  let effect = CommandEffect.none
  let examples = ["history 10", "history --as-script"]
  let usesService = false

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let count = try invocation.integer("count")
    if let count, count < 1 {
      throw invocation.diagnostic("`count` of `history` must be at least 1", at: "count")
    }
    if try invocation.flag("asScript") {
      let statements = context.shell.statements.suffix(count ?? .max)
      if context.isForPrograms { return CommandResult(Self.table(of: Array(statements))) }
      context.console.write(statements.map { $0 + "\n" }.joined())
      return .nothing
    }
    let entries = context.shell.history
    let shown = entries.suffix(count ?? 25)
    if context.isForPrograms { return CommandResult(Self.table(of: Array(shown))) }
    let width = "\(entries.count)".count
    for (index, entry) in zip(shown.indices, shown) {
      let number = "\(index + 1)"
      let margin = String(repeating: " ", count: width)
      let lines = entry.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n\(margin)  ")
      context.console.write("\(margin.dropLast(number.count))\(number)  \(lines)\n")
    }
    return .nothing
  }

  private static func table(of statements: [String]) -> RValue {
    .dataFrame(["Statement": .strings(statements)], rowCount: statements.count)
  }
}
