import RData
import Wording

/// Looks for what is certainly wrong in a program, without running it:
/// unknown commands, functions and parameters, words that are no value of
/// their parameter, options that a loop does not have, and variables that
/// nothing assigns before they are used.
///
/// What a program could still learn when it runs is never reported: once it
/// attaches a package, loads or sources a file, any name may exist.
package struct ProgramCheck {
  let source: SourceText
  let commands: [String: CommandSignature]
  /// Names that some path of the program has assigned.
  var defined: Set<String> = []
  /// Names that the program assigns anywhere, for functions, which run later.
  let everDefined: Set<String>
  /// The functions that the program assigns, those that it assigns once.
  let functions: [String: Expression]
  /// Whether names can have come from where they cannot be seen.
  var definesUnseen = false
  /// Whether some statements could not be read, so that more may be assigned.
  let isPartial: Bool
  var findings: [Diagnostic] = []

  private init(_ program: Program, _ commands: [CommandSignature], isPartial: Bool) {
    source = program.source
    self.commands = Dictionary(commands.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    everDefined = program.statements.reduce(into: []) { $0.formUnion($1.assignedNames) }
    functions = Self.functions(of: program.statements)
    self.isPartial = isPartial
  }

  private static func functions(of statements: [Expression]) -> [String: Expression] {
    var functions: [String: Expression] = [:]
    var assigned: Set<String> = []
    for statement in statements {
      if case .assignment(let target, let value) = statement.kind, case .function = value.kind,
        let name = target.nameOrText
      {
        functions[name] = value
      }
      for name in statement.assignedNames where !assigned.insert(name).inserted { functions[name] = nil }
    }
    return functions
  }

  /// Parses and checks a whole source.
  ///
  /// - Returns: all that is wrong, in the order of the source; empty for a
  ///   source that may run.
  package static func findings(in source: SourceText, commands: [CommandSignature]) -> [Diagnostic] {
    let (program, errors) = Parser.parseOn(source, commands: commands)
    var check = ProgramCheck(program, commands, isPartial: !errors.isEmpty)
    let firstError = errors.map(\.span.lowerBound).min() ?? .max
    for statement in program.statements {
      if statement.span.lowerBound > firstError { check.definesUnseen = true }
      check.statement(statement)
    }
    var spans: Set<SourceSpan> = []
    // Two rules may find the same; the first one's sentence is kept.
    let unique = check.findings.filter { spans.insert($0.span).inserted }
    return (errors + unique).sorted { $0.span.lowerBound < $1.span.lowerBound }
  }

  mutating func report(_ message: String, at span: SourceSpan, suggestion: String? = nil) {
    findings.append(Diagnostic(message, at: span, in: source, suggestion: suggestion))
  }

  // MARK: Statements

  /// A statement, or a branch: what a name alone may run a command in.
  mutating func statement(_ statement: Expression) {
    if case .name(let name) = statement.kind, commands[name] != nil, !defined.contains(name) {
      command(CommandSyntax(name: name, arguments: []), statement)
    } else {
      expression(statement)
    }
  }

  mutating func expression(_ expression: Expression) {
    switch expression.kind {
    case .assignment(let target, let value):
      self.expression(value)
      switch target.kind {
      case .name, .constant: break
      default: names(in: target, isTarget: true)
      }
      defined.formUnion(expression.assignedNames)
    case .block(let statements): for statement in statements { self.statement(statement) }
    case .parenthesized(let inner): self.expression(inner)
    case .condition(let condition, let then, let otherwise):
      self.expression(condition)
      statement(then)
      if let otherwise { statement(otherwise) }
    case .forLoop(let variable, let sequence, let body):
      self.expression(sequence)
      defined.insert(variable)
      repeated(body)
    case .whileLoop(let condition, let body):
      defined.formUnion(body.assignedNames)
      self.expression(condition)
      repeated(body)
    case .repeatLoop(let body): repeated(body)
    case .command(let command): self.command(command, expression)
    case .infix("|>", let left, let right):
      guard case .command(var command) = right.kind else { return names(in: expression) }
      let first = CommandSyntax.Argument(name: nil, value: .expression(left), span: left.span)
      command.arguments.insert(first, at: 0)
      self.command(command, right)
    case .foreach(let loop): self.loop(loop)
    default: names(in: expression)
    }
  }

  /// The body of a loop: what it assigns is there from its second turn on.
  private mutating func repeated(_ body: Expression) {
    defined.formUnion(body.assignedNames)
    statement(body)
  }

  // MARK: Names

  /// The names that an expression reads, and the commands and loops in it.
  private mutating func names(in expression: Expression, isTarget: Bool = false) {
    nested(in: expression)
    let analysis = VariableAnalysis(of: [expression], bound: defined)
    let functions = expression.functionSpans
    for use in analysis.uses where !use.isUncertain {
      // `names(x) <- y` calls a function of another name.
      if isTarget, use.isCall { continue }
      let isLater = functions.contains { $0.lowerBound <= use.span.lowerBound && use.span.upperBound <= $0.upperBound }
      if isLater, isPartial || everDefined.contains(use.name) { continue }
      check(use)
    }
    defined.formUnion(expression.assignedNames)
    if analysis.definesUnseen || !analysis.attachedPackages.isEmpty { definesUnseen = true }
  }

  private mutating func nested(in expression: Expression) {
    for child in expression.children {
      switch child.kind {
      case .command(let command): self.command(command, child)
      case .foreach(let loop): self.loop(loop)
      case .function: break
      default: nested(in: child)
      }
    }
  }

  private mutating func check(_ use: VariableUse) {
    guard !definesUnseen, !defined.contains(use.name), !Self.mayBeKnownToR(use.name) else { return }
    if use.isCall {
      let near = EditDistance.suggestion(for: use.name, among: Array(commands.keys) + defined + Builtins.names)
      return report("unknown command or function `\(use.name)`", at: use.span, suggestion: near)
    }
    if commands[use.name] != nil {
      return report("`\(use.name)` is a command; write `\(use.name)()` to run it", at: use.span)
    }
    let near = EditDistance.suggestion(for: use.name, among: Array(commands.keys) + defined)
    report("nothing assigns `\(use.name)` before it is used here", at: use.span, suggestion: near)
  }

  /// Whether R may know a name without any package: methods of its generic
  /// functions are not listed.
  static func mayBeKnownToR(_ name: String) -> Bool {
    if DefaultRNames.contains(name) || Builtins.names.contains(name) { return true }
    return SessionMethods.isMethod(name, of: DefaultRNames.contains)
  }

  /// Reports a variable that a word inserts and nothing assigns.
  mutating func check(_ path: [String], at span: SourceSpan) {
    guard let name = path.first, !definesUnseen, !defined.contains(name), name != Interpreter.lastWord else { return }
    report(
      "nothing assigns `\(name)` before it is used here", at: span,
      suggestion: EditDistance.suggestion(for: name, among: defined))
  }
}
