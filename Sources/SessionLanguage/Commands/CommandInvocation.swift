package import RData

/// A call of a command with its arguments matched to its parameters.
///
/// The accessors throw a ``Diagnostic`` that names the parameter and points at
/// the argument when a value is of the wrong kind; they give `nil` or an empty
/// result when the argument was not given or is NULL.
package struct CommandInvocation: Sendable {
  package var signature: CommandSignature
  /// Every argument has the full name of its parameter.
  package var arguments: [Argument]
  /// The statement that the command was given, not evaluated.
  package var statement: Expression?
  /// The whole call.
  package var span: SourceSpan
  /// The text that the call stands in.
  package var source: SourceText

  package init(
    signature: CommandSignature, arguments: [Argument], statement: Expression? = nil, span: SourceSpan,
    source: SourceText
  ) {
    self.signature = signature
    self.arguments = arguments
    self.statement = statement
    self.span = span
    self.source = source
  }

  package var name: String { signature.name }

  /// The value given for a parameter.
  package subscript(parameter: String) -> RValue? {
    arguments.first { $0.name == parameter }?.value
  }

  /// Whether the argument was given and is not NULL.
  package func isGiven(_ parameter: String) -> Bool {
    !(self[parameter]?.isNull ?? true)
  }

  /// TRUE or FALSE; `fallback` when not given.
  package func flag(_ parameter: String, default fallback: Bool = false) throws(Diagnostic) -> Bool {
    guard let value = given(parameter) else { return fallback }
    guard let flag = value.asFlag else { throw wrong(parameter, "must be TRUE or FALSE") }
    return flag
  }

  /// One string.
  package func string(_ parameter: String) throws(Diagnostic) -> String? {
    guard let value = given(parameter) else { return nil }
    guard let text = value.asString else { throw wrong(parameter, "must be one string") }
    return text
  }

  /// Any number of strings.
  package func strings(_ parameter: String) throws(Diagnostic) -> [String] {
    guard let value = given(parameter) else { return [] }
    if let texts = value.asStrings { return texts }
    if case .list(let elements) = value.storage {
      let texts = elements.compactMap(\.asString)
      if texts.count == elements.count { return texts }
    }
    throw wrong(parameter, "must be strings")
  }

  /// One number, integer or double.
  package func number(_ parameter: String) throws(Diagnostic) -> Double? {
    guard let value = given(parameter) else { return nil }
    guard let number = value.asDouble else { throw wrong(parameter, "must be one number") }
    return number
  }

  /// One whole number.
  package func integer(_ parameter: String) throws(Diagnostic) -> Int? {
    guard let value = given(parameter) else { return nil }
    guard let number = value.asInt else { throw wrong(parameter, "must be one whole number") }
    return number
  }

  /// A diagnostic that points at an argument, or at the whole call when the
  /// argument was not given or no parameter is named.
  package func diagnostic(
    _ message: String, at parameter: String? = nil, suggestion: String? = nil, underlying: (any Error)? = nil
  ) -> Diagnostic {
    let argument = arguments.first { parameter != nil && $0.name == parameter }
    var diagnostic = Diagnostic(
      message, at: argument?.span ?? span, in: source, suggestion: suggestion, underlying: underlying)
    diagnostic.isUsage = underlying == nil
    return diagnostic
  }

  private func given(_ parameter: String) -> RValue? {
    guard let value = self[parameter], !value.isNull else { return nil }
    return value
  }

  private func wrong(_ parameter: String, _ demand: String) -> Diagnostic {
    diagnostic("`\(parameter)` of `\(name)` \(demand)", at: parameter)
  }
}
