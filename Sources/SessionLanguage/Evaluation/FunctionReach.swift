import RData

/// What the body of a session function asks for, which decides where it is
/// evaluated: here when every call in it is the language's own, or when it
/// does what R cannot do for the session (commands, loops, `<<-`); by R, as a
/// whole, otherwise.
struct FunctionReach {
  /// Something that needs R's own frames, promises or environments.
  private(set) var needsR = false
  /// Something that only the session can do.
  private(set) var needsSession = false
  /// A function that is R's alone.
  private(set) var callsR = false

  private let interpreter: Interpreter
  private let commands: Set<String>
  private var visited: Set<String> = []
  private var parameters: Set<String> = []
  private var source: SourceText

  init(of function: SessionFunction, in interpreter: Interpreter, commands: Set<String>) {
    self.interpreter = interpreter
    self.commands = commands
    source = function.source
    read(function)
  }

  /// Whether the function is to be evaluated here.
  var isHere: Bool { !needsR && (needsSession || !callsR) }

  /// Functions that look at the call they are in, or at its environment.
  private static let reflective: Set<String> = [
    "match.arg", "match.call", "sys.call", "sys.function", "sys.frame", "on.exit", "environment", "parent.frame",
    "parent.env", "substitute", "quote", "bquote", "deparse", "eval", "evalq", "local", "assign", "get", "get0",
    "mget", "Recall", "UseMethod", "NextMethod", "withCallingHandlers", "delayedAssign", "with", "within", "subset",
    "transform", "expression", "formals", "body", "attach", "standardGeneric", "callCC", "force", "new.env", "library",
    "require", "exists", "rm", "ls",
  ]

  private mutating func read(_ function: SessionFunction) {
    let outer = (parameters, source)
    parameters.formUnion(function.parameters)
    source = function.source
    defer { (parameters, source) = outer }
    let bodyNames = Self.assigned(in: function.syntax.body)
    for parameter in function.syntax.parameters where parameter.name != nil {
      guard let value = parameter.value else { continue }
      // A default that waits for what the body makes needs a promise.
      if !bodyNames.isDisjoint(with: VariableAnalysis(of: [value]).uses.map(\.name)) { needsR = true }
      read(value)
    }
    read(function.syntax.body)
  }

  private static func assigned(in body: Expression) -> Set<String> {
    switch body.kind {
    case .block(let statements): statements.reduce(into: []) { $0.formUnion(assigned(in: $1)) }
    case .assignment(let target, let value): assigned(in: value).union(target.changedVariable.map { [$0] } ?? [])
    case .condition(_, let then, let otherwise):
      assigned(in: then).union(otherwise.map { assigned(in: $0) } ?? [])
    case .forLoop(let variable, _, let body): assigned(in: body).union([variable])
    case .whileLoop(_, let body), .repeatLoop(let body): assigned(in: body)
    default: []
    }
  }

  private mutating func read(_ expression: Expression) {
    switch expression.kind {
    case .constant, .name, .breakLoop, .nextLoop: break
    case .qualifiedName: callsR = true
    case .prefix(let symbol, let inner):
      if symbol == "~" || symbol == "?" { needsR = true }
      read(inner)
    case .infix(let symbol, let a, let b):
      if symbol == "~" { needsR = true }
      if symbol.hasPrefix("%"), !["%%", "%/%", "%in%"].contains(symbol) { readCall(of: symbol) }
      read(a)
      read(b)
    case .assignment(let target, let value):
      if Expression.assignsOutside(target, value, in: source) { needsSession = true }
      read(value)
      if case .call(_, let arguments) = target.kind {
        for argument in arguments { read(argument) }
      } else {
        read(target)
      }
    case .call(let function, let arguments): readCall(function, arguments)
    case .index(let base, let arguments, _):
      read(base)
      for argument in arguments { read(argument) }
    case .member(let base, _), .parenthesized(let base), .repeatLoop(let base): read(base)
    case .slot(let base, _):
      callsR = true
      read(base)
    case .block(let statements): for statement in statements { read(statement) }
    case .condition(let condition, let then, let otherwise):
      read(condition)
      read(then)
      if let otherwise { read(otherwise) }
    case .forLoop(_, let a, let b), .whileLoop(let a, let b):
      read(a)
      read(b)
    // A function that outlives the call would need the call's variables.
    case .function: needsR = true
    case .foreach, .command: needsSession = true
    }
  }

  private mutating func read(_ argument: CallArgument) {
    if let value = argument.value { read(value) }
  }

  private mutating func readCall(_ function: Expression, _ arguments: [CallArgument]) {
    guard let name = function.nameOrText else {
      if case .parenthesized(let inner) = function.kind, case .function(let syntax) = inner.kind {
        read(SessionFunction(syntax: syntax, source: source))
      } else {
        read(function)
        callsR = true
      }
      for argument in arguments { read(argument) }
      return
    }
    readCall(of: name)
    for argument in arguments {
      if HigherOrder.names.contains(name), case .function(let syntax)? = argument.value?.kind {
        read(SessionFunction(syntax: syntax, source: source))
      } else {
        read(argument)
      }
    }
  }

  private mutating func readCall(of name: String) {
    if parameters.contains(name) { return }
    if Self.reflective.contains(name), interpreter[name] == nil { needsR = true }
    if case .function(let text)? = interpreter[name]?.storage {
      guard visited.insert(name).inserted else { return }
      guard let function = interpreter.function(from: text) else {
        callsR = true
        return
      }
      let before = needsR
      read(function)
      // What needs R inside of another function is that function's business.
      needsR = before
      return
    }
    if Builtins.table[name] != nil || SpecialForms.names.contains(name) || HigherOrder.names.contains(name) { return }
    if commands.contains(name) { needsSession = true } else { callsR = true }
  }
}
