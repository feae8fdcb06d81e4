/// What is shown dim behind the line, and whether it could be taken over.
struct HintPlace {
  /// The statement that it belongs to.
  private(set) var statement = ""
  private(set) var hint: Hint?
  private(set) var isShown = false

  enum Hint {
    /// What could follow, for the eye alone.
    case advice(String)
    /// The rest of an entry of the history.
    case suggestion(String)

    /// One line of it.
    func text(_ ellipsis: String) -> String {
      switch self {
      case .advice(let text): return text
      case .suggestion(let text):
        let line = text.prefix { $0 != "\n" }
        return line.count < text.count ? "\(line) \(ellipsis)" : text
      }
    }
  }

  /// Takes the hint for a statement, unless it is known already.
  mutating func find(for statement: String, _ hint: (String) -> Hint?) {
    guard statement != self.statement else { return }
    self.statement = statement
    self.hint = hint(statement)
  }

  mutating func show(on session: EditSession, ellipsis: String) {
    guard let hint, !isShown else { return }
    isShown = session.showBehind(hint.text(ellipsis), ellipsis: ellipsis)
  }

  mutating func hide(on session: EditSession) {
    guard isShown else { return }
    session.clearBehind()
    isShown = false
  }

  /// What can be taken over, given the statement as it is.
  func suggestion(for statement: String) -> String? {
    guard statement == self.statement, case .suggestion(let text) = hint else { return nil }
    return text
  }
}
