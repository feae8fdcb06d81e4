/// One parameter of a command.
package struct Parameter: Sendable {
  /// What a parameter holds; it decides how bare words become values and what
  /// completion offers.
  package enum Kind: Sendable, Hashable {
    /// TRUE or FALSE; in command style the bare name switches it on.
    case flag
    case text
    case number
    /// A number, or one word in its place.
    case numberOr(String)
    /// A file or directory on this machine.
    case path
    case jobID(many: Bool)
    case taskID
    case poolID
    /// A container of the storage account: its name, or the id of the job that
    /// it belongs to.
    case container
    /// R packages.
    case package
    /// The name of a command, bare or quoted.
    case command
    /// One of, or several of, the given words.
    case choice([String], many: Bool)
    /// Any value.
    case value
    /// A statement, which the command is given as it is written.
    case statement

    /// Whether several words make one value.
    package var takesMany: Bool {
      switch self {
      case .jobID(let many), .choice(_, let many): many
      case .package: true
      case .flag, .text, .number, .numberOr, .path, .taskID, .poolID, .container, .command, .value,
        .statement:
        false
      }
    }
  }

  /// As it is written before `=` or `:`.
  package var name: String
  /// What values it takes, and how they complete.
  package var kind: Kind
  /// Whether a call without it is refused.
  package var isRequired: Bool
  /// One line without a full stop, with the unit, and with the default at its
  /// end: `(default TRUE)`, `(default: no limit)`.
  package var summary: String

  package init(name: String, kind: Kind, isRequired: Bool = false, summary: String = "") {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.summary = summary
  }

  /// The value that the summary names as the default, when it is one word of
  /// R: `TRUE`, `60`, `"local"`; nil when it is told in words, or not.
  package var defaultValue: String? {
    guard let mark = summary.firstRange(of: "(default "),
      let end = summary[mark.upperBound...].firstIndex(where: { $0 == ")" || $0 == ";" || $0 == "," })
    else { return nil }
    let text = String(summary[mark.upperBound..<end])
    let isWord = !text.isEmpty && !text.contains(" ") && text != "none"
    guard isWord else { return nil }
    switch kind {
    case .flag, .number, .numberOr, .value: return text
    default: return text.hasPrefix("\"") || text == "NULL" ? text : "\"\(text)\""
    }
  }
}
