import RData

/// `print cat message warning stop invisible`.
enum OutputFunctions {
  static let all: [Builtin] = [
    Builtin(name: "print", parameters: ["x"], acceptsObjects: true, body: .print),
    .effect("cat", "... sep fill") { call, host in
      // Files are R's to write.
      if call.dots.contains(where: { ["file", "append", "labels"].contains($0.name) }) { throw NotEvaluatedHere() }
      if let fill = call["fill"] { guard fill.asFlag == false else { throw NotEvaluatedHere() } }
      await host.write(try catenated(call.dots.map(\.value), separators: call["sep"]?.asStrings ?? [" "]))
      return .nothing
    },
    .effect("message", "...") { call, host in
      if call.dots.contains(where: { $0.name != nil || $0.value.isObject }) { throw NotEvaluatedHere() }
      await host.note(try joined(call) + "\n")
      return .nothing
    },
    .effect("warning", "...") { call, _ in
      if call.dots.contains(where: { $0.name != nil || $0.value.isObject }) { throw NotEvaluatedHere() }
      let text = try joined(call)
      call.warnings.append(text)
      return CommandResult(.string(text), isVisible: false)
    },
    .effect("stop", "... call.") { call, _ in
      if call.dots.contains(where: { $0.name != nil || $0.value.isObject }) { throw NotEvaluatedHere() }
      throw EvaluationError(try joined(call))
    },
    .effect("invisible", "x") { call, _ in CommandResult(call["x"] ?? .null, isVisible: false) },
  ]

  private static func joined(_ call: BuiltinCall) throws -> String {
    try call.dots.map { try TextFunctions.strings($0.value).joined() }.joined()
  }

  /// What `cat` writes: numbers with as many digits as they are printed with, a separator between all
  /// elements but none at the end, unless one is a line feed among several.
  private static func catenated(_ values: [RValue], separators: [String]) throws -> String {
    var texts: [String] = []
    for value in values {
      if value.isObject && value.rank != .double && value.rank != .integer { throw NotEvaluatedHere() }
      if value.inherits("factor") {
        texts += (value.integers ?? []).map { $0 == .naInteger ? "NA" : String($0) }
        continue
      }
      let parts = value.rank == .list ? value.split() : [value]
      for part in parts {
        guard part.rank <= .character || part.rank == .other else {
          throw EvaluationError("a list inside of a list cannot be handled by `cat`")
        }
        guard let converted = part.texts(digits: NumberText.printDigits) else { throw NotEvaluatedHere() }
        texts += converted.map { $0 ?? "NA" }
      }
    }
    guard !separators.isEmpty else { throw EvaluationError("invalid `sep` of `cat`") }
    var result = ""
    for (position, text) in texts.enumerated() {
      result += text
      if position < texts.count - 1 { result += separators[position % separators.count] }
    }
    return result
  }
}
