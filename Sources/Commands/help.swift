package import SessionLanguage

/// `help`: the commands, or one of them.
package struct Help: Command {
  package let signature = CommandSignature(
    name: "help", summary: "List the commands, or explain one",
    parameters: [Parameter(name: "command", kind: .command, summary: "A command's name")])
  package let examples = ["help", "help getJob"]

  package func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    guard let name = try invocation.string("command") else {
      context.console.write(Self.overview)
      return .nothing
    }
    guard let command = CommandTable.command(named: name) else {
      throw invocation.diagnostic(
        "there is no command `\(name)`", at: "command",
        suggestion: EditDistance.suggestion(for: name, among: CommandTable.signatures.map(\.name)))
    }
    context.console.write(Self.page(of: command))
    return .nothing
  }

  static var overview: String {
    let width = CommandTable.signatures.map(\.name.count).max() ?? 0
    var text = "Commands:\n"
    for signature in CommandTable.signatures {
      let padding = String(repeating: " ", count: width - signature.name.count)
      text += "  \(signature.name)\(padding)  \(signature.summary)\n"
    }
    return text + """

      A loop becomes a job:
        job <- foreach(i = 1:10, .options.azure = list(wait = FALSE)) %dopar% { mean(rnorm(1e6)) }
      Everything else is R: values, operators, assignment, if, for; `help getJob` explains a command.

      """
  }

  package static func page(of command: any Command) -> String {
    let signature = command.signature
    let names = signature.parameters.map { $0.isRequired ? $0.name : "\($0.name) = " }
    var text = "\(signature.name)(\(names.map { $0.hasSuffix("= ") ? $0 + "..." : $0 }.joined(separator: ", ")))\n"
    text += "  \(signature.summary).\n"
    if !signature.parameters.isEmpty {
      let width = signature.parameters.map(\.name.count).max() ?? 0
      text += "\nParameters:\n"
      for parameter in signature.parameters {
        let padding = String(repeating: " ", count: width - parameter.name.count)
        text += "  \(parameter.name)\(padding)  \(parameter.summary)\(parameter.isRequired ? " (required)" : "")\n"
        if case .choice(let words, _) = parameter.kind {
          text += "  " + String(repeating: " ", count: width + 2) + words.joined(separator: ", ") + "\n"
        }
      }
    }
    return text + "\nExamples:\n" + command.examples.map { "  \($0)\n" }.joined()
  }
}
