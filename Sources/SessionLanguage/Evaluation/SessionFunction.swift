import RData

/// A function written in the session language, read and ready to be called.
struct SessionFunction: Sendable {
  let syntax: FunctionSyntax
  /// The text that the spans of its syntax point into.
  let source: SourceText

  /// `nil` when the text is no function literal that this language can read.
  init?(source text: String) {
    let source = SourceText(name: "function", text: text)
    guard let statements = try? Parser.parseR(source), statements.count == 1,
      case .function(let syntax) = statements[0].kind
    else { return nil }
    self.syntax = syntax
    self.source = source
  }

  init(syntax: FunctionSyntax, source: SourceText) {
    self.syntax = syntax
    self.source = source
  }

  /// The names of the parameters, in order.
  var parameters: [String] { syntax.parameters.compactMap(\.parameterName) }

  /// The default of a parameter as written.
  func defaultValue(of name: String) -> Expression? {
    syntax.parameters.first { $0.name == name }?.value
  }
}

/// The call of a session function while its body runs.
struct FunctionFrame {
  /// The source of the call.
  let call: String
  /// What `...` took.
  let dots: [(name: String?, value: RValue)]
  /// Parameters that were not given, with a default or without.
  let missing: Set<String>
  /// Those among them that have no default.
  let unbound: Set<String>
  /// How many arguments were given.
  let argumentCount: Int
  /// How many calls are around this one, and this one.
  let depth: Int

  /// Calls inside of calls: what a program that never ends comes to quickly,
  /// and no other does.
  static let depthLimit = 1_000
}

/// `return(value)` on its way to the call of the function.
struct ReturnSignal: Error {
  let value: RValue
  let isVisible: Bool
}
