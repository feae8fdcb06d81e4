import ArgumentParser
import Shell

/// `azp completions`: what bash, zsh or fish needs to complete azp's command
/// line.
struct Completions: ParsableCommand {
  enum UserShell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print completions for a shell: bash, zsh or fish.",
    discussion: """
      For bash:  eval "$(azp completions bash)" in ~/.bashrc
      For zsh:   azp completions zsh > a file _azp in a directory of $fpath
      For fish:  azp completions fish > ~/.config/fish/completions/azp.fish
      """)

  @ArgumentParser.Argument(help: "The shell.")
  var shell: UserShell

  func run() throws {
    guard let shape = CommandLineShape(description: Azp._dumpHelp(), defaultCommand: Run._commandName) else {
      try fail("The options of this program cannot be read; this is a mistake in azp.", ExitStatus.failure)
    }
    let scripts = CompletionScripts(shape: shape)
    switch shell {
    case .bash: StandardStream.output.write(scripts.bash)
    case .zsh: StandardStream.output.write(scripts.zsh)
    case .fish: StandardStream.output.write(scripts.fish)
    }
  }
}
