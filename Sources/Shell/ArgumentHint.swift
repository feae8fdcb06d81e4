package import SessionLanguage

/// What is shown behind the cursor before anything of an argument is written:
/// what the command still takes, `[...]` around what may be left out.
package enum ArgumentHint {
  /// - Parameter statement: all that is written; the cursor is at its end.
  /// - Returns: nil where no argument starts, or none is left.
  package static func text(for statement: String, commands: [CommandSignature]) -> String? {
    // Most keys are no place for a hint, and need not be looked at closer.
    guard let last = statement.last, last == "(" || last == " " || last == "," else { return nil }
    let context = CompletionContext.at(
      text: statement, cursor: statement.utf8.count, commands: commands, variables: [:])
    switch context {
    case .parameter(_, let free, let place) where place.prefix.isEmpty && place.style != .word:
      guard !free.isEmpty else { return nil }
      return (last == "," ? " " : "") + free.map(written).joined(separator: ", ") + ")"
    case .value(let parameter, _, let orNames, _, let place) where place.prefix.isEmpty && place.style == .word:
      guard last == " ", !statement.hasSuffix(": "), !statement.hasSuffix(", ") else { return nil }
      return ([parameter] + orNames).map(written).joined(separator: " ")
    default: return nil
    }
  }

  private static func written(_ parameter: Parameter) -> String {
    parameter.isRequired ? parameter.name : "[\(parameter.name)]"
  }
}
