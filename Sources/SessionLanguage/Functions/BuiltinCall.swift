import RData

/// A call of a built-in function with its arguments matched to parameters.
struct BuiltinCall: Sendable {
  let function: String
  private(set) var matched: [String: RValue] = [:]
  /// What `...` took, in order.
  private(set) var dots: [(name: String?, value: RValue)] = []
  /// The positions of arguments that no parameter takes.
  private(set) var unused: [Int] = []
  /// What R would warn of.
  var warnings: [String] = []

  /// Matches by R's rules: exact names, unique partial names before `...`,
  /// then positions.
  ///
  /// - Parameter keepsUnused: whether arguments that no parameter takes are
  ///   noted as ``unused``.
  /// - Throws: ``NotEvaluatedHere`` for a name or a number of arguments that
  ///   azp's version of the function does not know, or an argument of a class
  ///   that it leaves to R.
  init(_ builtin: Builtin, _ arguments: [(name: String?, value: RValue)], keepsUnused: Bool = false) throws {
    function = builtin.name
    if !builtin.acceptsObjects, arguments.contains(where: { $0.value.isObject }) { throw NotEvaluatedHere() }
    let dotsIndex = builtin.parameters.firstIndex(of: "...")
    let early = builtin.parameters[..<(dotsIndex ?? builtin.parameters.count)]
    var open: [(position: Int, name: String?, value: RValue)] = []
    for (position, argument) in arguments.enumerated() {
      guard let name = argument.name, !name.isEmpty else {
        open.append((position, nil, argument.value))
        continue
      }
      if builtin.parameters.contains(name), name != "..." {
        try match(name, argument.value)
        continue
      }
      let partial = early.filter { $0.hasPrefix(name) }
      if partial.count == 1 {
        try match(partial[0], argument.value)
      } else if dotsIndex != nil {
        open.append((position, name, argument.value))
      } else {
        unused.append(position)
      }
    }
    var free = early.filter { matched[$0] == nil }[...]
    for argument in open {
      if argument.name == nil, let parameter = free.first {
        free = free.dropFirst()
        matched[parameter] = argument.value
      } else if dotsIndex != nil {
        dots.append((argument.name, argument.value))
      } else {
        unused.append(argument.position)
      }
    }
    unused.sort()
    if !unused.isEmpty, !keepsUnused { throw NotEvaluatedHere() }
  }

  private mutating func match(_ name: String, _ value: RValue) throws {
    guard matched[name] == nil else {
      throw EvaluationError("formal argument \"\(name)\" matched by multiple actual arguments")
    }
    matched[name] = value
  }

  /// The argument of that name.
  subscript(name: String) -> RValue? { matched[name] }

  /// An argument that the function cannot do without.
  func required(_ name: String) throws -> RValue {
    guard let value = matched[name] else {
      throw EvaluationError(
        "argument \"\(name)\" of `\(function)` is missing",
        condition: "argument \"\(name)\" is missing, with no default")
    }
    return value
  }

  /// TRUE or FALSE; anything else is left to R.
  func flag(_ name: String, default fallback: Bool) throws -> Bool {
    guard let value = matched[name] else { return fallback }
    guard let flags = value.logicals, flags.count == 1, let flag = flags[0] else {
      throw EvaluationError("`\(name)` of `\(function)` must be TRUE or FALSE")
    }
    return flag
  }

  /// One string; `nil` when not given or NULL.
  func text(_ name: String) throws -> String? {
    guard let value = matched[name], !value.isNull else { return nil }
    guard let texts = value.texts, texts.count == 1, let text = texts[0] else {
      throw EvaluationError("`\(name)` of `\(function)` must be one string")
    }
    return text
  }

  /// One whole number; `nil` when not given or NULL.
  func whole(_ name: String) throws -> Int? {
    guard let value = matched[name], !value.isNull else { return nil }
    guard let number = value.doubles?.first, value.count == 1, value.rank <= .double,
      let whole = Int(exactly: number.isNaN ? 0.5 : number.rounded(.towardZero))
    else {
      throw EvaluationError("`\(name)` of `\(function)` must be one whole number")
    }
    return whole
  }
}
