import Rendering
package import SessionLanguage

/// The pages of `help`, in 80 columns.
package enum HelpPage {
  private static let width = 80

  /// All commands and topics.
  package static var overview: String {
    let commands = rows(CommandTable.signatures.map { ($0.name, $0.summary) })
    let topics = rows(HelpTopic.all.map { ($0.name, $0.summary) })
    return """
      Commands (`help getJob`, or `getJob ?`, explains one):
      \(commands)
      Topics (`help formats`):
      \(topics)
      A loop becomes a job:
        job <- foreach(i = 1:10, .options.azure = list(wait = FALSE)) %dopar% {
          mean(rnorm(1e6))
        }
      Everything else is R: values, operators, assignment, functions, if, for.

      """
  }

  /// One command: how it is written, what it takes, examples, how it may end.
  package static func text(of command: any Command) -> String {
    let signature = command.signature
    var text = usage(of: signature) + "\n" + wrapped(signature.summary + ".", indent: 2)
    if !signature.parameters.isEmpty {
      text += "\nParameters:\n" + rows(signature.parameters.map { ($0.name, description(of: $0)) })
    }
    text += "\nExamples:\n" + command.examples.map { $0.lines(indent: 2) }.joined()
    text += "\nExit status of a script, beside 0, 1 and 2 (`help exit-status`):\n"
    let likely = ExitMeaning.likely(for: signature) + [.authentication, .unreachable]
    guard command.usesService else { return text + "  none\n" }
    return text + rows(likely.map { (String($0.rawValue), $0.text) })
  }

  package static func text(of topic: HelpTopic) -> String {
    "\(topic.name): \(topic.summary)\n\n\(topic.text)"
  }

  /// `getJob(jobId, verbose = TRUE)`, broken between parameters.
  package static func usage(of signature: CommandSignature) -> String {
    let parts = signature.parameters.map { $0.isRequired ? $0.name : "\($0.name) = \($0.defaultValue ?? "NULL")" }
    let whole = "\(signature.name)(\(parts.joined(separator: ", ")))"
    if whole.count <= width { return whole }
    let indent = String(repeating: " ", count: 4)
    var lines = ["\(signature.name)("]
    for (index, part) in parts.enumerated() {
      let piece = part + (index < parts.count - 1 ? "," : ")")
      let last = lines[lines.count - 1]
      if lines.count > 1, last.count + 1 + piece.count <= width {
        lines[lines.count - 1] = last + " " + piece
      } else {
        lines.append(indent + piece)
      }
    }
    return lines.joined(separator: "\n")
  }

  /// What a parameter is, and the words it takes.
  static func description(of parameter: Parameter) -> String {
    var text = parameter.summary + (parameter.isRequired ? " (required)" : "")
    if case .choice(let words, let many) = parameter.kind {
      text += "; \(many ? "of" : "one of") \(words.joined(separator: ", "))"
    }
    return text
  }

  /// Names with their descriptions beside them.
  private static func rows(_ rows: [(name: String, text: String)]) -> String {
    let indent = 2 + min(28, rows.map(\.name.count).max() ?? 0) + 2
    return rows.map { name, text in
      let lines = wrapped(text, indent: indent)
      let head = "  \(name)"
      // A name that is too long has a line of its own.
      return head.count + 2 > indent
        ? head + "\n" + lines
        : head + String(repeating: " ", count: indent - head.count) + lines.dropFirst(indent)
    }.joined()
  }

  private static func wrapped(_ text: String, indent: Int) -> String {
    WordWrap.wrap(text, width: width - indent).lines(indent: indent)
  }
}

extension String {
  /// Its lines behind blanks, each with its line end.
  func lines(indent: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "\n" : String(repeating: " ", count: indent) + $0 + "\n" }.joined()
  }
}
