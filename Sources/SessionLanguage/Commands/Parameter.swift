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
    /// R packages.
    case package
    /// The name of a command, bare or quoted.
    case command
    /// One of, or several of, the given words.
    case choice([String], many: Bool)
    /// Any value.
    case value

    /// Whether several words make one value.
    package var takesMany: Bool {
      switch self {
      case .jobID(let many), .choice(_, let many): many
      case .package: true
      case .flag, .text, .number, .numberOr, .path, .taskID, .poolID, .command, .value: false
      }
    }
  }

  package var name: String
  package var kind: Kind
  package var isRequired: Bool
  /// One line without a full stop, with unit and default.
  package var summary: String

  package init(name: String, kind: Kind, isRequired: Bool = false, summary: String = "") {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.summary = summary
  }
}
