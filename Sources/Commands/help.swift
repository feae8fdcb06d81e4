import Rendering
package import SessionLanguage
import Wording

/// `help`: the commands, one of them, or a topic.
package struct Help: Command {
  package let signature = CommandSignature(
    name: "help", summary: "List the commands, or explain a command or a topic",
    parameters: [
      Parameter(
        name: "command", kind: .command,
        summary: "A command, or a topic: \(HelpTopic.all.map(\.name).joined(separator: ", ")) (default NULL: the list)")
    ])
  package let effect = CommandEffect.none
  package let examples = ["help", "help getJob"]
  package let usesService = false

  package func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let page = HelpPage(width: context.console.terminal.width)
    guard let name = try invocation.string("command") else {
      await context.console.page(page.overview)
      return .nothing
    }
    if let command = CommandTable.command(named: name) {
      await context.console.page(page.text(of: command))
    } else if let topic = HelpTopic.all.first(where: { $0.name == name }) {
      await context.console.page(page.text(of: topic))
    } else {
      let names = CommandTable.signatures.map(\.name) + HelpTopic.all.map(\.name)
      throw invocation.diagnostic(
        "there is no command or topic `\(name)`; `help` lists them", at: "command",
        suggestion: EditDistance.suggestion(for: name, among: names))
    }
    return .nothing
  }
}
