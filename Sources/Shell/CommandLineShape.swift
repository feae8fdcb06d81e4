import Foundation

/// What can be written behind `azp` in a user's shell.
package struct CommandLineShape: Sendable, Equatable {
  /// What an option takes.
  package enum Value: Sendable, Equatable {
    case words([String])
    case directory
    case anything
  }

  /// An option of the program or of a subcommand.
  package struct Option: Sendable, Equatable {
    /// With their hyphens.
    package var names: [String]
    /// One line, for lists.
    package var summary: String
    /// Nil for a flag.
    package var value: Value?

    package init(names: [String], summary: String, value: Value?) {
      self.names = names
      self.summary = summary
      self.value = value
    }
  }

  /// A subcommand with what may stand behind it.
  package struct Subcommand: Sendable, Equatable {
    package var name: String
    /// One line, for lists.
    package var summary: String
    /// Options that belong to it.
    package var options: [Option]
    /// The words that may stand behind it.
    package var words: [String]

    package init(name: String, summary: String, options: [Option], words: [String] = []) {
      self.name = name
      self.summary = summary
      self.options = options
      self.words = words
    }
  }

  /// Those of `azp` without a subcommand.
  package var options: [Option]
  /// What may be the first word.
  package var subcommands: [Subcommand]

  package init(options: [Option], subcommands: [Subcommand]) {
    self.options = options
    self.subcommands = subcommands
  }
}

extension CommandLineShape {
  /// Reads ArgumentParser's description of a program (`--experimental-dump-help`).
  ///
  /// - Parameter defaultCommand: the subcommand whose options are the
  ///   program's own.
  /// - Returns: nil when the text is none.
  package init?(description: String, defaultCommand: String) {
    guard let tool = try? JSONDecoder().decode(Tool.self, from: Data(description.utf8)),
      let commands = tool.command.subcommands
    else { return nil }
    options = commands.first { $0.commandName == defaultCommand }?.options ?? []
    subcommands = commands.filter { $0.shouldDisplay && $0.commandName != defaultCommand && $0.commandName != "help" }
      .map { command in
        Subcommand(
          name: command.commandName, summary: command.abstract ?? "", options: command.options, words: command.words)
      }
  }

  private struct Tool: Decodable {
    var command: Command
  }

  private struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var shouldDisplay: Bool
    var subcommands: [Command]?
    var arguments: [Argument]?

    var options: [Option] {
      (arguments ?? []).filter { $0.shouldDisplay && $0.kind != "positional" }.map(\.option)
    }

    var words: [String] {
      (arguments ?? []).filter { $0.kind == "positional" }.flatMap(\.words)
    }
  }

  private struct CompletionKind: Decodable {
    struct List: Decodable {
      var values: [String]
    }

    var list: List?
  }

  private struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
    }

    var kind: String
    var shouldDisplay: Bool
    var names: [Name]?
    var abstract: String?
    var allValues: [String]?
    var completionKind: CompletionKind?

    var words: [String] { allValues ?? completionKind?.list?.values ?? [] }

    var option: Option {
      let names = (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }
      let value: Value = words.isEmpty ? (names.contains("--data") ? .directory : .anything) : .words(words)
      return Option(names: names, summary: abstract ?? "", value: kind == "flag" ? nil : value)
    }
  }
}
