import Foundation
import RData
import SessionLanguage
import Wording

/// `source`: runs the statements of a file in this session.
struct Source: Command {
  let signature = CommandSignature(
    name: "source", summary: "Run the statements of a file in this session",
    parameters: [Parameter(name: "file", kind: .path, isRequired: true, summary: "The file, UTF-8")])
  let examples = ["source analysis.azp", "source('functions.R')"]
  let exampleSetUp = """
    cat("x <- 1\\n", file = "analysis.azp")
    cat("square <- function(x) x^2\\n", file = "functions.R")
    """
  let usesService = false

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let path = try invocation.requiredString("file")
    guard let data = FileManager.default.contents(atPath: UserPath.expanded(path)) else {
      throw invocation.diagnostic("the file `\(path)` cannot be read; check its name", at: "file")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw invocation.diagnostic("the file `\(path)` is not UTF-8 text; save it as UTF-8", at: "file")
    }
    guard let interpreter = context.shell.interpreter, context.shell.enterSource() else {
      throw invocation.diagnostic("the file `\(path)` is run by itself again and again; take that out", at: "file")
    }
    defer { context.shell.leaveSource() }
    let program = try Parser.parse(SourceText(name: path, text: text), commands: CommandTable.signatures)
    for statement in program.statements {
      try await interpreter.run(statement, of: program)
      if context.console.hasQuit { break }
    }
    return .nothing
  }
}
