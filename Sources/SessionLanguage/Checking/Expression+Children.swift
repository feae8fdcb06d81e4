extension Expression {
  /// The expressions right below this one, in the order of the source; values
  /// of commands and arguments of loops included.
  var children: [Expression] {
    switch kind {
    case .constant, .name, .qualifiedName, .breakLoop, .nextLoop: []
    case .prefix(_, let operand), .parenthesized(let operand), .repeatLoop(let operand), .member(let operand, _),
      .slot(let operand, _):
      [operand]
    case .infix(_, let left, let right): [left, right]
    case .assignment(let target, let value): [target, value]
    case .call(let function, let arguments), .index(let function, let arguments, _):
      [function] + arguments.compactMap(\.value)
    case .block(let statements): statements
    case .condition(let condition, let then, let otherwise): [condition, then] + (otherwise.map { [$0] } ?? [])
    case .forLoop(_, let sequence, let body), .whileLoop(let sequence, let body): [sequence, body]
    case .function(let function): function.parameters.compactMap(\.value) + [function.body]
    case .foreach(let loop): loop.levels.flatMap { $0.arguments.compactMap(\.value) + $0.conditions } + [loop.body]
    case .command(let command):
      command.arguments.compactMap { if case .expression(let value) = $0.value { value } else { nil } }
    }
  }

  /// The variables that this may assign when it is evaluated here; what a
  /// function assigns is its own, and what a loop's body assigns its node's.
  var assignedNames: Set<String> {
    var names: Set<String> = []
    var open = [self]
    while let expression = open.popLast() {
      switch expression.kind {
      case .function: continue
      case .foreach(let loop):
        open += loop.levels.flatMap { $0.arguments.compactMap(\.value) }
        continue
      case .assignment(let target, _): if let name = target.assignedName { names.insert(name) }
      case .forLoop(let variable, _, _): names.insert(variable)
      default: break
      }
      open += expression.children
    }
    return names
  }

  /// The variable that an assignment to this changes.
  private var assignedName: String? {
    var target = self
    while true {
      switch target.kind {
      case .index(let base, _, _), .member(let base, _), .slot(let base, _): target = base
      case .call(_, let arguments):
        guard let base = arguments.first?.value else { return nil }
        target = base
      default: return target.nameOrText
      }
    }
  }

  /// The spans of the functions in this, whose bodies run later.
  var functionSpans: [SourceSpan] {
    var spans: [SourceSpan] = []
    var open = [self]
    while let expression = open.popLast() {
      if case .function = expression.kind { spans.append(expression.span) } else { open += expression.children }
    }
    return spans
  }
}
