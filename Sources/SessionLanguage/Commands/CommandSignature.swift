/// What a command is called and what it takes: enough to parse a call of it,
/// to complete one and to describe it.
package struct CommandSignature: Sendable {
  /// What the user types.
  package var name: String
  /// One line without a full stop.
  package var summary: String
  /// In the order in which arguments without a name are matched.
  package var parameters: [Parameter]

  package init(name: String, summary: String, parameters: [Parameter] = []) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
  }

  /// The parameter that takes a statement, if there is one.
  package var statementParameter: Parameter? { parameters.first { $0.kind == .statement } }

  /// The parameter that a name means by R's rules: exactly that name, or the
  /// only one that starts with it.
  package func parameter(named name: String) -> Parameter? {
    if let exact = parameters.first(where: { $0.name == name }) { return exact }
    let partial = parameters.filter { $0.name.hasPrefix(name) }
    return partial.count == 1 && !name.isEmpty ? partial[0] : nil
  }
}
