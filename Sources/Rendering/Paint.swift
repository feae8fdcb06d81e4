/// Colours by what a word means; the word stands there in any case.
package enum Paint: Sendable {
  case none
  case ansi

  /// What a text means to its reader; the raw value is the terminal's code for
  /// it.
  package enum Meaning: String, Sendable {
    case good = "32"
    case bad = "31"
    case pending = "33"
    case busy = "36"
    case heading = "1"
    case aside = "2"
  }

  /// The text in the colour of its meaning, if there are colours and it has one.
  package func callAsFunction(_ text: String, _ meaning: Meaning?) -> String {
    guard self == .ansi, let meaning, !text.isEmpty else { return text }
    return "\u{1B}[\(meaning.rawValue)m\(text)\u{1B}[0m"
  }
}

extension Paint.Meaning {
  /// What the states of jobs, tasks, pools and nodes, and the results of
  /// tasks mean; nil for any other word.
  init?(word: String) {
    switch word.lowercased() {
    case "completed", "success", "idle", "steady": self = .good
    case "failure", "failed", "unusable", "starttaskfailed", "offline", "error": self = .bad
    case "disabled", "disabling", "terminating", "deleting", "stopping", "preempted", "unknown", "resizing":
      self = .pending
    case "active", "running", "preparing", "enabling", "starting", "creating", "waitingforstarttask", "rebooting":
      self = .busy
    default: return nil
    }
  }

  /// The meaning of a cell: its word's, or a number of failures.
  init?(_ cell: TableCell, inColumn name: String) {
    switch cell {
    case .text(let word): self.init(word: word)
    case .number(let number) where number != 0 && (name.hasPrefix("Failed") || name == "ExitCode"): self = .bad
    default: return nil
    }
  }
}
