extension LineEditor {
  /// What an editor asks of the program. The closures are called on the
  /// editor's thread, between keys: they must be fast.
  package struct Configuration: Sendable {
    /// The name that lines of `.editrc` are matched with (`azp:bind ...`).
    package var programName: String
    /// The prompt of a statement: one line, colours allowed.
    package var prompt: @Sendable () -> String
    /// The prompt of a statement's second and later lines.
    package var continuationPrompt: @Sendable () -> String
    /// Says what Tab may insert.
    package var completer: any Completer
    /// Whether Enter ends this statement. If not, a continuation line opens.
    package var isComplete: @Sendable (String) -> Bool
    /// Gives the earlier entries, oldest first. Called once, when the first
    /// prompt is on the terminal, so that a long history does not delay it; not
    /// at all where there is no terminal.
    package var history: @Sendable () -> [String]

    /// What is shown dim behind a statement when the cursor is at its end: what
    /// could follow. It is never part of the text.
    package var hint: (@Sendable (_ statement: String) -> String?)?
    /// Whether the newest entry of the history that begins like the statement
    /// is shown dim behind it; Right and Ctrl-F take it over.
    package var suggestsFromHistory = false

    /// Whether a reader speaks what is shown: lists are numbered lines then.
    package var isSpoken = false
    /// Stands where a hint or a candidate was cut; each of its characters is
    /// as wide as a column.
    package var ellipsis = "…"

    /// Said when Ctrl-C has nothing to drop.
    package var idleAdvice: String?

    package init(
      programName: String,
      prompt: @escaping @Sendable () -> String,
      continuationPrompt: @escaping @Sendable () -> String = { "+ " },
      completer: any Completer = NoCompleter(),
      isComplete: @escaping @Sendable (String) -> Bool = { _ in true },
      history: @escaping @Sendable () -> [String] = { [] }
    ) {
      self.programName = programName
      self.prompt = prompt
      self.continuationPrompt = continuationPrompt
      self.completer = completer
      self.isComplete = isComplete
      self.history = history
    }
  }
}
