package import RData

/// What an evaluation in R has come to.
package struct REvaluation: Sendable, Equatable {
  /// What the source gave.
  package var value: RValue
  /// Variables that the code has made or changed, sorted by name.
  package var assigned: [RBinding]
  /// Names of variables that the code has removed.
  package var removed: [String]
  /// Variables of the environment that the code has set, or with `nil` removed.
  package var environment: [String: String?] = [:]

  /// How R prints values, when the code has changed that.
  package var options: ROptions?

  /// Takes an answer of the driver apart.
  init(answer: RValue) {
    value = FunctionSources.recovered(in: answer.element("value") ?? .null)
    let changed = answer.element("assigned") ?? .null
    var values: [RValue] = []
    if case .list(let elements) = changed.storage { values = elements }
    assigned = zip(changed.names ?? [], values).map { name, value in
      RBinding(name: name, value: FunctionSources.recovered(in: value))
    }
    removed = answer.element("removed")?.asStrings ?? []
    if let variables = answer.element("environment"), case .character(let values) = variables.storage {
      environment = Dictionary(zip(variables.names ?? [], values)) { $1 }
    }
    if let changed = answer.element("options"), let digits = changed.element("digits")?.asInt,
      let scipen = changed.element("scipen")?.asInt, let width = changed.element("width")?.asInt
    {
      options = ROptions(digits: digits, scipen: scipen, width: width)
    }
  }
}
