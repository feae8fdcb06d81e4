import SessionLanguage

/// The manual page azp(1) in the macros of man(7), from the command table.
package struct ManualPage: Sendable {
  /// `azp 0.1.0`.
  let version: String
  /// The options of the program as its `--help` tells them.
  let options: String
  let subcommands: [(name: String, summary: String)]

  package init(version: String, options: String, subcommands: [(name: String, summary: String)]) {
    self.version = version
    self.options = options
    self.subcommands = subcommands
  }

  /// The page in the form of `man` (roff).
  package var text: String {
    """
    .TH AZP 1 "" "\(Self.escaped(version))" "User Commands"
    .SH NAME
    azp \\- a session shell for long\\-running parallel R jobs
    .SH SYNOPSIS
    .B azp
    [\\fIoptions\\fR] [\\fIscript\\fR [\\fIargument\\fR ...]]
    .br
    .B azp
    [\\fIoptions\\fR] \\fB\\-e\\fR \\fIstatements\\fR [\\fIargument\\fR ...]
    .br
    .B azp
    \\fIsubcommand\\fR [\\fIoptions\\fR]
    .SH DESCRIPTION
    A \\fBforeach\\fR loop is written, submitted as a job, and left alone; a later session lists the jobs,
    looks at one, fetches its result and deletes it.
    Without a script, at a terminal, azp is a shell with history and completion.
    The service that runs the jobs is part of the program and is started when it is needed.
    .SH OPTIONS
    \(Self.preformatted(options))
    .SH SUBCOMMANDS
    \(subcommands.map { Self.item($0.name, $0.summary) }.joined(separator: "\n"))
    .SH COMMANDS
    These are statements of the shell and of scripts.
    \(CommandTable.commands.map(Self.section).joined(separator: "\n"))
    \(HelpTopic.all.map(Self.section).joined(separator: "\n"))
    .SH FILES
    \(Self.item("~/.local/state/azp", "the state directory: jobs, results, the service's key, and the history"))
    .SH SEE ALSO
    .BR Rscript (1),
    .BR less (1)

    """
  }

  private static func section(_ command: any Command) -> String {
    let signature = command.signature
    var text = """
      .SS \(escaped(signature.name))
      \(escaped(signature.summary)).
      .PP
      \(preformatted(HelpPage().usage(of: signature)))
      """
    for parameter in signature.parameters {
      text += "\n" + item(parameter.name, HelpPage.description(of: parameter))
    }
    return text + "\n.PP\nExamples:\n.PP\n" + preformatted(command.examples.joined(separator: "\n"))
  }

  private static func section(_ topic: HelpTopic) -> String {
    """
    .SH \(escaped(topic.name.uppercased().split(separator: "-").joined(separator: " ")))
    \(preformatted(topic.text))
    """
  }

  private static func item(_ term: String, _ text: String) -> String {
    ".TP\n\\fB\(escaped(term))\\fR\n\(escaped(text))"
  }

  /// Lines as they stand, in their own breaks.
  private static func preformatted(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
    let end = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    return ".nf\n" + lines[..<end].joined(separator: "\n") + "\n.fi"
  }

  /// A line that the formatter takes for text: no escapes, no requests, and a
  /// hyphen that can be copied.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "`": result += "\\(ga"
      case "'": result += "\\(aq"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") ? "\\&" + result : result
  }
}
