import RData

/// Finds the names that a piece of R code surely reads from outside of itself,
/// so that one which nobody knows is a mistake. For those that may be
/// variables of the session see ``MentionedNames``.
///
/// Not reads: what the code assigns before, parameters of functions and
/// variables of `for` loops, what stands behind `$`, `@` or `::`, names of
/// arguments, strings.
struct VariableAnalysis {
  private(set) var uses: [VariableUse] = []
  /// Packages that the code attaches itself, with `library` or `require`.
  private(set) var attachedPackages: [String] = []
  /// Whether the code makes variables whose names cannot be seen, with
  /// `load` or `assign` for instance.
  private(set) var definesUnseen = false

  /// Whether the code runs a loop of its own, for which it needs the package
  /// foreach.
  private(set) var usesForeach = false

  private var uncertainty = 0
  /// What the loops around assign, maybe in an earlier turn.
  private var assignedInLoops: Set<String> = []
  /// Names that the code asks about before it reads them: `exists("x")`.
  private var askedFor: Set<String> = []
  /// Functions run later, when all assignments around them are done.
  private var deferred: [(function: FunctionSyntax, uncertainty: Int)] = []

  private static let quoting: Set<String> = [
    "quote", "bquote", "substitute", "expression", "with", "within", "subset", "transform", "help", "rm", "missing",
    "curve", "evalq", "delayedAssign", "data", "demo", "example", "vignette",
  ]
  private static let defining: Set<String> = [
    "load", "attach", "source", "sys.source", "assign", "list2env", "data", "eval", "evalq", "delayedAssign",
    "makeActiveBinding", "loadNamespace", "attachNamespace", "import", "use",
  ]

  /// - Parameter bound: names that are given from outside: the variables of
  ///   the loop.
  init(of code: [Expression], bound: Set<String> = []) {
    var defined = bound
    for expression in code { read(expression, &defined) }
    finish(defined)
    for index in uses.indices where askedFor.contains(uses[index].name) { uses[index].isUncertain = true }
  }

  private mutating func finish(_ defined: Set<String>) {
    while let (function, level) = deferred.popLast() {
      let outer = deferred
      deferred = []
      var scope = defined.union(function.parameters.compactMap { $0.parameterName })
      uncertainty = level
      for parameter in function.parameters where parameter.name != nil {
        if let value = parameter.value { read(value, &scope) }
      }
      read(function.body, &scope)
      // What is nested sees the variables of the function around it.
      let inner = deferred
      deferred = []
      for nested in inner {
        deferred.append(nested)
        finish(scope)
      }
      deferred = outer
      uncertainty = 0
    }
  }

  private mutating func use(_ name: String, _ span: SourceSpan, _ defined: Set<String>, isCall: Bool = false) {
    if defined.contains(name) || name == "..." || name.isEmpty { return }
    if name.hasPrefix(".."), Int(name.dropFirst(2)) != nil { return }
    let isUncertain = uncertainty > 0 || assignedInLoops.contains(name)
    uses.append(VariableUse(name: name, span: span, isCall: isCall, isUncertain: isUncertain))
  }

  private mutating func read(_ expression: Expression, _ defined: inout Set<String>) {
    switch expression.kind {
    case .constant, .qualifiedName, .breakLoop, .nextLoop: break
    case .name(let name): use(name, expression.span, defined)
    case .prefix("~", let operand), .prefix("?", let operand): uncertainly { $0.read(operand, &defined) }
    case .prefix(_, let operand), .parenthesized(let operand): read(operand, &defined)
    case .infix("~", let left, let right):
      uncertainly {
        $0.read(left, &defined)
        $0.read(right, &defined)
      }
    case .infix(let symbol, let left, let right):
      if symbol.hasPrefix("%"), symbol != "%dopar%", symbol != "%do%" {
        use(symbol, expression.span, defined, isCall: true)
      }
      read(left, &defined)
      read(right, &defined)
    case .assignment(let target, let value):
      read(value, &defined)
      define(target, &defined)
    case .call(let function, let arguments): readCall(function, arguments, &defined)
    case .index(let base, let arguments, _):
      read(base, &defined)
      // `[` of a data table evaluates names as columns.
      for argument in arguments { readArgument(argument, &defined) }
    case .member(let base, _), .slot(let base, _): read(base, &defined)
    case .block(let statements): for statement in statements { read(statement, &defined) }
    case .condition(let condition, let then, let otherwise):
      read(condition, &defined)
      read(then, &defined)
      if let otherwise { read(otherwise, &defined) }
    case .forLoop(let variable, let sequence, let body):
      read(sequence, &defined)
      defined.insert(variable)
      readLoop(of: [body], &defined)
    case .whileLoop(let condition, let body): readLoop(of: [condition, body], &defined)
    case .repeatLoop(let body): readLoop(of: [body], &defined)
    case .function(let function): deferred.append((function, uncertainty))
    case .foreach(let loop): readLoop(loop, &defined)
    case .command: break
    }
  }

  /// What is read in one turn may have been assigned in the one before.
  private mutating func readLoop(of parts: [Expression], _ defined: inout Set<String>) {
    let outer = assignedInLoops
    for part in parts { assignedInLoops.formUnion(part.assignedNames) }
    for part in parts { read(part, &defined) }
    assignedInLoops = outer
  }

  /// What an inner loop runs over sees the variables of the loops around it.
  private mutating func readLoop(_ loop: LoopSyntax, _ defined: inout Set<String>) {
    usesForeach = true
    var inner = defined
    for level in loop.levels {
      for argument in level.arguments { readArgument(argument, &inner) }
      inner.formUnion(level.arguments.compactMap(\.name))
      for condition in level.conditions { read(condition, &inner) }
    }
    read(loop.body, &inner)
  }

  private mutating func readCall(
    _ function: Expression, _ arguments: [CallArgument], _ defined: inout Set<String>
  ) {
    var name: String?
    switch function.kind {
    case .qualifiedName(_, let callee): name = callee
    default:
      if let callee = function.nameOrText {
        name = callee
        use(callee, function.span, defined, isCall: true)
      } else {
        read(function, &defined)
      }
    }
    if let name {
      if Self.defining.contains(name) { definesUnseen = true }
      if ["exists", "get0"].contains(name), let text = arguments.first?.value?.literal?.asString {
        askedFor.insert(text)
      }
      if ["library", "require", "requireNamespace"].contains(name), let first = arguments.first?.value {
        if let package = first.nameOrText { attachedPackages.append(package) } else { definesUnseen = true }
        return
      }
    }
    let isForeign = if case .qualifiedName = function.kind { true } else { false }
    let hasFormula = arguments.contains { argument in
      switch argument.value?.kind {
      case .prefix("~", _)?, .infix("~", _, _)?: true
      default: false
      }
    }
    if isForeign || hasFormula || Self.quoting.contains(name ?? "") {
      uncertainly { analysis in
        for argument in arguments { analysis.readArgument(argument, &defined) }
      }
    } else {
      for argument in arguments { readArgument(argument, &defined) }
    }
  }

  private mutating func readArgument(_ argument: CallArgument, _ defined: inout Set<String>) {
    if let value = argument.value { read(value, &defined) }
  }

  private mutating func define(_ target: Expression, _ defined: inout Set<String>) {
    switch target.kind {
    case .index(let base, let arguments, _):
      for argument in arguments { readArgument(argument, &defined) }
      change(base, &defined)
    case .member(let base, _), .slot(let base, _): change(base, &defined)
    case .call(_, let arguments):
      for argument in arguments.dropFirst() { readArgument(argument, &defined) }
      if let base = arguments.first?.value { change(base, &defined) }
    default:
      if let name = target.nameOrText { defined.insert(name) } else { read(target, &defined) }
    }
  }

  /// A variable that is changed in part is read first.
  private mutating func change(_ base: Expression, _ defined: inout Set<String>) {
    read(base, &defined)
    define(base, &defined)
  }

  private mutating func uncertainly(_ body: (inout VariableAnalysis) -> Void) {
    uncertainty += 1
    body(&self)
    uncertainty -= 1
  }
}

extension CallArgument {
  /// The name of a parameter: before `=`, or alone.
  var parameterName: String? {
    if let name { return name }
    if case .name(let name)? = value?.kind { return name }
    return nil
  }
}

extension Expression {
  /// The text of a name or of a string, which R takes alike where it wants a
  /// name.
  var nameOrText: String? {
    switch kind {
    case .name(let name): name
    case .constant(let value): value.asString
    default: nil
    }
  }
}
