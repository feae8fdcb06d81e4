import Rendering
package import SessionLanguage

/// The pages of `help`, in 80 columns or fewer.
package struct HelpPage: Sendable {
  private let width: Int

  /// - Parameter width: columns of the terminal.
  package init(width: Int = 80) {
    self.width = min(80, max(40, width))
  }

  /// All commands and topics.
  package var overview: String {
    let commands = rows(CommandTable.signatures.map { ($0.name, $0.summary) })
    let topics = rows(HelpTopic.all.map { ($0.name, $0.summary) })
    let head = WordWrap.wrap("Commands (`help getJob`, or `getJob ?`, explains one):", width: width)
    let end = WordWrap.wrap(
      "Everything else is R: values, operators, assignment, functions, if, for.", width: width)
    return """
      \(head)
      \(commands)
      Topics (`help formats`):
      \(topics)
      A loop becomes a job (`help language`):
        x <- foreach(i = 1:10) %dopar% {
          mean(rnorm(1e6))
        }
      \(end)

      """
  }

  /// One command: how it is written, what it takes, examples, how it may end.
  package func text(of command: any Command) -> String {
    let signature = command.signature
    var text = usage(of: signature) + "\n" + wrapped(signature.summary + ".", indent: 2)
    if !signature.parameters.isEmpty {
      text += "\nParameters:\n" + rows(signature.parameters.map { ($0.name, Self.description(of: $0)) })
    }
    text += "\nExamples:\n" + command.examples.map { $0.lines(indent: 2) }.joined()
    text += "\n" + wrapped("Exit status of a script, beside 0, 1 and 2 (`help exit-status`):", indent: 0)
    let likely = ExitMeaning.likely(for: signature) + [.authentication, .unreachable]
    guard command.usesService else { return text + "  none\n" }
    return text + rows(likely.map { (String($0.rawValue), $0.text) })
  }

  /// The page of a topic that is no command.
  package func text(of topic: HelpTopic) -> String {
    "\(topic.name): \(topic.summary)\n\n\(topic.text)"
  }

  /// `getJob(jobId, verbose = TRUE)`, broken between parameters.
  package func usage(of signature: CommandSignature) -> String {
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
  private func rows(_ rows: [(name: String, text: String)]) -> String {
    let widest = 2 + min(28, rows.map(\.name.count).max() ?? 0) + 2
    // Where a description would be a narrow column, it stands below its name.
    let indent = width - widest < 30 && widest > 10 ? 6 : widest
    return rows.map { name, text in
      let lines = wrapped(text, indent: indent)
      let head = "  \(name)"
      return head.count + 2 > indent
        ? head + "\n" + lines
        : head + String(repeating: " ", count: indent - head.count) + lines.dropFirst(indent)
    }.joined()
  }

  private func wrapped(_ text: String, indent: Int) -> String {
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
