import Foundation
import RData
import SessionLanguage
import Wording

/// `source`: runs the statements of a file in this session.
struct Source: Command {
  let signature = CommandSignature(
    name: "source", summary: "Run the statements of a file in this session",
    parameters: [
      Parameter(name: "file", kind: .path, isRequired: true, summary: "The file"),
      Parameter(
        name: "local", kind: .flag, summary: "Must be FALSE: the statements run in the session (default FALSE)"),
      Parameter(name: "echo", kind: .flag, summary: "Whether each statement is shown before it runs (default FALSE)"),
      Parameter(name: "print.eval", kind: .flag, summary: "Whether values are shown (default TRUE)"),
      Parameter(name: "encoding", kind: .text, summary: "UTF-8 or latin1 (default UTF-8)"),
    ])
  let effect = CommandEffect.none
  let examples = ["source analysis.azp", "source('functions.R', print.eval = FALSE)"]
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
    if try invocation.flag("local") {
      throw invocation.diagnostic("`source` runs a file in the session; leave `local` out", at: "local")
    }
    let text = try text(of: data, path, invocation)
    let echoes = try invocation.flag("echo")
    let prints = try invocation.flag("print.eval", default: true)
    guard let interpreter = context.shell.interpreter, context.shell.enterSource() else {
      throw invocation.diagnostic("the file `\(path)` is run by itself again and again; take that out", at: "file")
    }
    defer { context.shell.leaveSource() }
    let program = try Parser.parse(SourceText(name: path, reading: text), commands: CommandTable.signatures)
    for statement in program.statements {
      if echoes { context.console.write("> \(program.source.substring(statement.span))\n") }
      try await interpreter.run(statement, of: program, shows: prints)
      if context.console.hasQuit { break }
    }
    return .nothing
  }

  private func text(of data: Data, _ path: String, _ invocation: CommandInvocation) throws -> String {
    switch try invocation.string("encoding")?.lowercased() ?? "utf-8" {
    case "utf-8", "utf8", "unknown", "native.enc":
      guard let text = String(data: data, encoding: .utf8) else {
        throw invocation.diagnostic(
          "the file `\(path)` is not UTF-8 text; save it as UTF-8, or say encoding = \"latin1\"", at: "file")
      }
      return text
    case "latin1", "iso-8859-1": return String(decoding: data.map(UInt16.init), as: UTF16.self)
    default: throw invocation.diagnostic("`encoding` is \"UTF-8\" or \"latin1\"", at: "encoding")
    }
  }
}
