import RData

/// The names that a piece of R code mentions and that may be variables from
/// outside of it, whether or not the code may also assign them.
///
/// Left out is what cannot be such a variable: names behind `$`, `@` and `::`,
/// names of arguments, and what is hidden wherever the code reads it: by a
/// parameter, by the variable of a loop, or by an assignment that surely runs
/// first and that no function could look past.
struct MentionedNames {
  /// Names that are read, or assigned where that may not happen.
  private(set) var reads: Set<String> = []
  /// Names that are called. R passes over variables that hold no function, so
  /// nothing hides these.
  private(set) var calls: Set<String> = []
  /// Texts, and words of texts, that may name variables.
  private(set) var texts: Set<String> = []
  /// The operators that the code applies, `[`, `[[` and `$` among them.
  private(set) var operators: Set<String> = []
  /// Whether the code looks variables up by their names as text.
  let looksUpTexts: Bool

  private let source: SourceText
  private let makesCodeOfTexts: Bool
  private let looksIntoEnvironments: Bool
  private var scopes: [Scope]

  /// A function, or a part of code that may not run.
  private struct Scope {
    var hidden: Set<String>
    /// Names that the scope has read before.
    var mentioned: Set<String> = []
  }

  /// - Parameters:
  ///   - code: what `source` holds, or a part of it.
  ///   - hidden: names that are given from outside: the variables of the loop.
  init(of code: [Expression], in source: SourceText, hidden: Set<String> = []) {
    var words: Set<String> = []
    for expression in code { words.formUnion(expression.names) }
    self.source = source
    makesCodeOfTexts = !words.isDisjoint(with: Self.parsers)
    looksIntoEnvironments = !words.isDisjoint(with: Self.environments)
    looksUpTexts = makesCodeOfTexts || looksIntoEnvironments || !words.isDisjoint(with: Self.lookups)
    scopes = [Scope(hidden: hidden)]
    for expression in code { read(expression) }
  }

  /// R's functions that make code of text.
  private static let parsers: Set<String> = [
    "parse", "str2lang", "str2expression", "formula", "as.formula", "reformulate", "glue", "glue_data", "str_glue",
    "str_interp", "sqldf",
  ]
  /// Functions that find a variable by its name as text, or change which
  /// variables there are.
  private static let lookups: Set<String> = [
    "exists", "get", "get0", "mget", "dynGet", "assign", "match.fun", "do.call", "eval", "evalq", "eval.parent",
    "source", "sys.source", "load", "attach", "detach", "rm", "remove", "ls", "objects", "as.name", "as.symbol", "sym",
    "syms", "delayedAssign", "makeActiveBinding", "save", "dump", "existsFunction", "getFunction",
  ]
  private static let environments: Set<String> = [
    ".GlobalEnv", "globalenv", "environment", "topenv", "parent.frame", "parent.env", "sys.frame", "sys.frames",
    "as.environment", "pos.to.env", "list2env",
  ]

  // MARK: What is noted

  private mutating func mention(_ name: String) {
    if name == "..." || name.isEmpty { return }
    if name.hasPrefix(".."), Int(name.dropFirst(2)) != nil { return }
    for index in scopes.indices.reversed() {
      if scopes[index].hidden.contains(name) { return }
      scopes[index].mentioned.insert(name)
    }
    reads.insert(name)
  }

  /// Notes an assignment: from then on it hides the variable, unless the scope
  /// has read that before or something could look past it.
  private mutating func assign(_ name: String) {
    if looksUpTexts || scopes[scopes.endIndex - 1].mentioned.contains(name) {
      mention(name)
    } else {
      scopes[scopes.endIndex - 1].hidden.insert(name)
    }
  }

  private mutating func note(_ text: String) {
    guard makesCodeOfTexts else {
      texts.insert(text)
      return
    }
    let words = text.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
    texts.formUnion(words.map(String.init))
  }

  /// Reads what may not run, or runs at another time.
  private mutating func inScope(hiding hidden: Set<String> = [], _ body: (inout MentionedNames) -> Void) {
    scopes.append(Scope(hidden: hidden))
    body(&self)
    scopes.removeLast()
  }

  // MARK: Expressions

  private mutating func read(_ expression: Expression) {
    switch expression.kind {
    case .constant(let value): if let text = value.asString { note(text) }
    case .qualifiedName, .breakLoop, .nextLoop, .command: break
    case .name(let name): mention(name)
    case .prefix(let symbol, let operand):
      operators.insert(symbol)
      inScope { $0.read(operand) }
    case .parenthesized(let operand), .slot(let operand, _): read(operand)
    case .infix(let symbol, let left, let right):
      if symbol.hasPrefix("%") { calls.insert(symbol) }
      operators.insert(symbol)
      inScope { $0.read(left) }
      inScope { $0.read(right) }
    case .assignment(let target, let value): readAssignment(target, value)
    case .call(let function, let arguments): readCall(function, arguments)
    case .index(let base, let arguments, let isDouble):
      operators.insert(isDouble ? "[[" : "[")
      read(base)
      read(arguments)
    case .member(let base, let name):
      operators.insert("$")
      if looksIntoEnvironments { texts.insert(name) }
      read(base)
    case .block(let statements): for statement in statements { read(statement) }
    case .condition(let condition, let then, let otherwise):
      read(condition)
      inScope { $0.read(then) }
      if let otherwise { inScope { $0.read(otherwise) } }
    case .forLoop(let variable, let sequence, let body):
      read(sequence)
      // Even a loop that never turns makes its variable: NULL.
      assign(variable)
      inScope(hiding: [variable]) { $0.read(body) }
    case .whileLoop(let condition, let body):
      inScope { $0.read(condition) }
      inScope { $0.read(body) }
    case .repeatLoop(let body): inScope { $0.read(body) }
    case .function(let function): readFunction(function)
    case .foreach(let loop): readLoop(loop)
    }
  }

  private mutating func read(_ arguments: [CallArgument]) {
    for case let value? in arguments.map(\.value) { inScope { $0.read(value) } }
  }

  private mutating func readCall(_ function: Expression, _ arguments: [CallArgument]) {
    if let name = function.nameOrText { calls.insert(name) } else { read(function) }
    read(arguments)
  }

  private mutating func readFunction(_ function: FunctionSyntax) {
    inScope(hiding: Set(function.parameters.compactMap(\.parameterName))) { names in
      for parameter in function.parameters where parameter.name != nil {
        if let value = parameter.value { names.inScope { $0.read(value) } }
      }
      names.read(function.body)
    }
  }

  /// What an inner loop runs over sees the variables of the loops around it.
  private mutating func readLoop(_ loop: LoopSyntax) {
    inScope { names in
      for level in loop.levels {
        names.read(level.arguments)
        names.scopes[names.scopes.endIndex - 1].hidden.formUnion(level.arguments.compactMap(\.name))
        for condition in level.conditions { names.inScope { $0.read(condition) } }
      }
      names.inScope { $0.read(loop.body) }
    }
  }

  // MARK: Assignments

  private mutating func readAssignment(_ target: Expression, _ value: Expression) {
    read(value)
    guard let name = target.nameOrText else { return change(target) }
    if Expression.assignsOutside(target, value, in: source) { mention(name) } else { assign(name) }
  }

  /// A variable that is changed in part is read first.
  private mutating func change(_ target: Expression) {
    switch target.kind {
    case .index(let base, let arguments, let isDouble):
      operators.insert(isDouble ? "[[<-" : "[<-")
      change(base)
      read(arguments)
    case .member(let base, _):
      operators.insert("$<-")
      change(base)
    case .slot(let base, _), .parenthesized(let base): change(base)
    case .call(let function, let arguments):
      if let name = function.nameOrText { calls.formUnion([name, name + "<-"]) }
      if let base = arguments.first?.value { change(base) }
      read(Array(arguments.dropFirst()))
    case .constant(let value): if let name = value.asString { mention(name) }
    default: read(target)
    }
  }
}

extension Expression {
  /// All names in this, those of packages' functions and texts included.
  fileprivate var names: Set<String> {
    var names: Set<String> = []
    var open = [self]
    while let expression = open.popLast() {
      switch expression.kind {
      case .name(let name), .qualifiedName(_, let name): names.insert(name)
      case .constant(let value): if let name = value.asString { names.insert(name) }
      default: open += expression.children
      }
    }
    return names
  }
}
