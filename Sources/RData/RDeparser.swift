/// Turns values into source lines, broken as R's `deparse()` breaks them.
struct RDeparser {
  /// A line that has come this far is broken at the next occasion.
  private static let cutoff = 60

  private var lines: [String] = []
  private var line = ""
  private var lineLength = 0
  private var isLineStart = true
  private var indent = 0
  /// How many braces are open, and how many calls of primitive functions.
  private var openBraces = 0
  private var openLists = 0

  /// Whether constants show attributes other than names, with `structure()`.
  private(set) var showsAttributes = false

  /// - Parameter showsAttributes: as `deparse()` does by default, but not
  ///   `print()`.
  static func lines(_ value: RValue, showsAttributes: Bool = false) -> [String] {
    var deparser = RDeparser()
    deparser.showsAttributes = showsAttributes
    deparser.value(value)
    deparser.endLine()
    return deparser.lines
  }

  /// A closure: its formal arguments, then its body from the next line on.
  static func lines(formals: [RBinding], body: RValue) -> [String] {
    var deparser = RDeparser()
    deparser.put("function (")
    deparser.formals(formals)
    deparser.put(") ")
    deparser.endLine()
    deparser.value(body)
    deparser.endLine()
    return deparser.lines
  }

  mutating func put(_ text: String) {
    if isLineStart {
      isLineStart = false
      for level in 0..<indent { put(level < 4 ? "    " : "  ") }
    }
    line += text
    lineLength += text.unicodeScalars.count
  }

  mutating func endLine() {
    lines.append(line)
    line = ""
    lineLength = 0
    isLineStart = true
  }

  /// Breaks a line that has become too long; `hasBroken` tells whether the list
  /// was broken before, and so is indented already.
  mutating func breakLine(_ hasBroken: inout Bool) {
    guard lineLength > Self.cutoff else { return }
    if !hasBroken {
      hasBroken = true
      indent += 1
    }
    endLine()
  }

  mutating func outdent() { indent -= 1 }

  mutating func value(_ value: RValue) {
    switch value.storage {
    case .symbol(let name): put(name.isEmpty ? "" : RName.quoted(name))
    case .call(let call): self.call(call, attributes: value.attributes)
    case .function(let source): put(source)
    case .environment: put("<environment>")
    case .opaque(let opaque): self.opaque(opaque)
    default: constant(value)
    }
  }

  private mutating func opaque(_ opaque: ROpaque) {
    switch RInsight(opaque) {
    case .function(let lines, _):
      for (index, text) in lines.enumerated() {
        if index > 0 { endLine() }
        put(text)
      }
    case .primitive(let name): put(".Primitive(\(RText.escaped(name, quote: "\"")))")
    case .expressions(let expressions): value(Self.expressionCall(expressions))
    case .instance: put("<S4 object>")
    case .unknown(let word): put(opaque.typeName == "environment" ? "<environment>" : word)
    }
  }

  /// The call that makes an expression vector.
  static func expressionCall(_ expressions: [RBinding]) -> RValue {
    RValue(.call(RCall(function: RValue(.symbol("expression")), arguments: expressions)))
  }

  /// Arguments of a call, between commas.
  mutating func arguments(_ arguments: some Collection<RBinding>) {
    var hasBroken = false
    for (index, argument) in arguments.enumerated() {
      if index > 0 {
        put(", ")
        breakLine(&hasBroken)
      }
      if !argument.name.isEmpty { put(RName.quoted(argument.name) + " = ") }
      value(argument.value)
    }
    if hasBroken { indent -= 1 }
  }

  mutating func formals(_ formals: [RBinding]) {
    var hasBroken = false
    for (index, formal) in formals.enumerated() {
      if index > 0 {
        put(", ")
        breakLine(&hasBroken)
      }
      put(RName.quoted(formal.name))
      if formal.value != RValue(.symbol("")) {
        put(" = ")
        value(formal.value)
      }
    }
    if hasBroken { indent -= 1 }
  }

  /// Runs `body` as within the arguments of a primitive function, where `if`
  /// stays on one line.
  mutating func inList(_ body: (inout RDeparser) -> Void) {
    openLists += 1
    body(&self)
    openLists -= 1
  }

  mutating func block(_ expressions: [RBinding]) {
    put("{")
    openBraces += 1
    indent += 1
    endLine()
    for expression in expressions {
      value(expression.value)
      endLine()
    }
    indent -= 1
    put("}")
    openBraces -= 1
  }

  mutating func conditional(_ arguments: [RBinding]) {
    put("if (")
    value(arguments[0].value)
    put(") ")
    let consequence = arguments[1].value
    let isSplit = openBraces > 0 && openLists == 0
    let hasBraces = consequence.isCall(of: "{")
    if isSplit, !hasBraces {
      endLine()
      indent += 1
      value(consequence)
      indent -= 1
    } else {
      value(consequence)
    }
    guard arguments.count > 2 else { return }
    if isSplit {
      endLine()
      put("else ")
    } else {
      put(" else ")
    }
    value(arguments[2].value)
  }
}

extension RValue {
  /// Whether this is a call of the function with that name.
  func isCall(of name: String) -> Bool {
    if case .call(let call) = storage, case .symbol(name) = call.function.storage { true } else { false }
  }

  /// Whether this is a function of R's, read from a file.
  var isClosure: Bool {
    if case .opaque(let opaque) = storage { opaque.typeName == "closure" } else { false }
  }
}
