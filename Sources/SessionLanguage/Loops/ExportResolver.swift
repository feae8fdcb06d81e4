import RData

/// Decides which session variables travel with R code.
///
/// All of those that the code mentions do, for one too many does no harm; so
/// do the session's methods for the generic functions and operators in it, and
/// what the code among these variables mentions in turn.
struct ExportResolver {
  let variables: [String: RValue]

  /// - Parameters:
  ///   - body: what a loop evaluates.
  ///   - functions: its options that are functions.
  ///   - iterations: what it runs over. These variables hide those of the
  ///     session.
  /// - Returns: the variables that travel, sorted by name.
  func exports(
    body: Expression, in source: SourceText, functions: [LoopFunction], iterations: [ForeachLoop.Iteration],
    options: LoopOptions
  ) -> [RBinding] {
    var reach = Reach(variables: variables)
    reach.follow([body], in: source, hiding: iterations)
    for function in functions { reach.follow(function.code, in: function.source) }
    for name in options.export { reach.take(name) }
    return bindings(of: reach.closure().subtracting(options.noexport))
  }

  /// The variables that travel with code to the R of this machine, sorted by
  /// name.
  func mentioned(in code: [Expression], of source: SourceText) -> [RBinding] {
    var reach = Reach(variables: variables)
    reach.follow(code, in: source)
    return bindings(of: reach.closure())
  }

  private func bindings(of names: Set<String>) -> [RBinding] {
    names.sorted().compactMap { name in variables[name].map { RBinding(name: name, value: $0) } }
  }
}

/// Follows code to the variables that it mentions, and those to theirs.
private struct Reach {
  let variables: [String: RValue]
  private var reached: Set<String> = []
  private var open: [String] = []
  /// Names of variables that are texts among the values: they count when any
  /// of the code looks variables up by text.
  private var textsOfValues: Set<String> = []
  private var looksUpTexts = false

  init(variables: [String: RValue]) {
    self.variables = variables
  }

  mutating func take(_ name: String) {
    if variables[name] != nil, reached.insert(name).inserted { open.append(name) }
  }

  private mutating func takeFunction(_ name: String) {
    if variables[name]?.isFunction == true { take(name) }
  }

  mutating func follow(_ code: [Expression], in source: SourceText, hiding iterations: [ForeachLoop.Iteration] = []) {
    let hidden = Set(iterations.map(\.name))
    let names = MentionedNames(of: code, in: source, hidden: hidden)
    looksUpTexts = looksUpTexts || names.looksUpTexts
    for name in names.reads { take(name) }
    // R passes over a variable that holds no function.
    let functions = iterations.filter { $0.values.loopElements?.allSatisfy(\.isFunction) ?? false }.map(\.name)
    for name in names.calls.union(names.operators).subtracting(functions) { takeFunction(name) }
    for name in names.texts.subtracting(hidden) {
      if names.looksUpTexts { take(name) } else { takeFunction(name) }
    }
    let generics = names.operators.union(names.calls).union(names.reads).union(SessionMethods.groups)
    for (name, value) in variables where value.isFunction && SessionMethods.isMethod(name, of: generics.contains) {
      take(name)
    }
    for iteration in iterations { textsOfValues.formUnion(iteration.values.variableNames(among: variables)) }
  }

  mutating func closure() -> Set<String> {
    while true {
      while let name = open.popLast() {
        guard let value = variables[name] else { continue }
        textsOfValues.formUnion(value.variableNames(among: variables))
        for text in value.code {
          let source = SourceText(name: name, text: text)
          // What azp cannot read names nothing that could be looked up.
          guard let code = try? Parser.parseR(source) else { continue }
          follow(code, in: source)
        }
      }
      if looksUpTexts { for name in textsOfValues { take(name) } }
      if open.isEmpty { return reached }
    }
  }
}

extension RValue {
  /// Whether this is a function, R's own included.
  package var isFunction: Bool {
    switch storage {
    case .function: true
    case .opaque(let object): ["closure", "builtin", "special"].contains(object.typeName)
    default: false
    }
  }

  /// The strings of this, a vector or a list of strings, that name variables.
  fileprivate func variableNames(among variables: [String: RValue]) -> [String] {
    switch storage {
    case .character(let texts): texts.compactMap { $0 }.filter { variables[$0] != nil }
    case .list(let elements): elements.compactMap(\.asString).filter { variables[$0] != nil }
    default: []
    }
  }
}
