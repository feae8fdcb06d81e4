import ArgumentParser
import Foundation
import Shell

/// The program: a shell for parallel R jobs, and the service, its nodes and
/// a few words to them.
@main
struct Azp: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "azp", abstract: "A session shell for long-running parallel R jobs.",
    discussion: """
      Without a subcommand it runs a script, or opens the shell:
        azp                    the shell, at a terminal
        azp script.azp a b     a script, with arguments for commandArgs()
        azp -e 'getJobList()'  one statement or several
        azp < script.azp       standard input
      """, version: "azp 0.1.0",
    // Each with its name written out: to make it of the type's would be a fifth of the time of `azp -e 1`.
    subcommands: [
      Run.self, Serve.self, Stop.self, Credentials.self, Completions.self, Manual.self, Node.self,
    ],
    defaultSubcommand: Run.self)

  /// As ArgumentParser's own, but for the status of a wrong call, which is
  /// the documented one.
  static func main() async {
    do {
      // Where nothing was said there is nothing to parse, which would take a third of the time to the prompt.
      if CommandLine.arguments.count == 1 { try await Start().run() }
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let status as ExitCode {
      Foundation.exit(status.rawValue)
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      StandardStream.error.write(fullMessage(for: error) + "\n")
      Foundation.exit(ExitStatus.usage)
    }
  }
}
