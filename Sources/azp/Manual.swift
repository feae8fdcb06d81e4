import ArgumentParser
import Commands

/// `azp manual`: the manual page, for `man -l`.
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page azp(1); azp manual | man -l - shows it.")

  func run() {
    let page = ManualPage(
      version: Azp.configuration.version, options: options,
      subcommands: Azp.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map { subcommand in
        (subcommand._commandName, subcommand.configuration.abstract)
      })
    StandardStream.output.write(page.text)
  }

  /// The options of `azp` itself, from its help.
  private var options: String {
    let help = Run.helpMessage(columns: 76)
    guard let start = help.firstRange(of: "ARGUMENTS:\n") ?? help.firstRange(of: "OPTIONS:\n") else { return "" }
    return String(help[start.lowerBound...])
  }
}
