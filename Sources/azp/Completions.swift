import ArgumentParser
import Commands
import Shell

/// `azp completions`: what bash, zsh or fish needs to complete azp's command
/// line.
struct Completions: ParsableCommand {
  enum UserShell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  static let configuration = CommandConfiguration(
    abstract: "Print completions for a shell: bash, zsh or fish.",
    discussion: """
      For bash:  eval "$(azp completions bash)" in ~/.bashrc
      For zsh:   azp completions zsh > a file _azp in a directory of $fpath
      For fish:  azp completions fish > ~/.config/fish/completions/azp.fish
      """)

  @ArgumentParser.Argument(help: "The shell.")
  var shell: UserShell

  func run() {
    let shell: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    StandardStream.output.write(Azp.completionScript(for: shell) + "\n")
  }
}
