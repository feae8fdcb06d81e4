import RData

/// Functions of the session that are methods of R's generic functions and
/// operators: `format.CLASS`, `+.CLASS`, `Ops.CLASS`.
enum SessionMethods {
  /// The generics that stand for many (R's `?groupGeneric`).
  static let groups: Set<String> = ["Ops", "Math", "Summary"]

  private static let ops: Set<String> = [
    "+", "-", "*", "/", "^", "%%", "%/%", "==", "!=", "<", ">", "<=", ">=", "&", "|", "!",
  ]
  private static let math: Set<String> = [
    "abs", "sign", "sqrt", "floor", "ceiling", "trunc", "round", "signif", "exp", "log", "expm1", "log1p", "log2",
    "log10", "cos", "sin", "tan", "cospi", "sinpi", "tanpi", "acos", "asin", "atan", "cosh", "sinh", "tanh", "acosh",
    "asinh", "atanh", "gamma", "lgamma", "digamma", "trigamma", "cumsum", "cumprod", "cummax", "cummin",
  ]
  private static let summary: Set<String> = ["all", "any", "sum", "prod", "max", "min", "range"]

  /// Whether a name is that of a method, `GENERIC.CLASS`, for one of the
  /// generics; both may have dots of their own.
  static func isMethod(_ name: String, of isGeneric: (String) -> Bool) -> Bool {
    name.indices.contains { index in
      name[index] == "." && index > name.startIndex && isGeneric(String(name[..<index]))
    }
  }

  /// The names under which methods of a generic function or operator stand,
  /// but for their class.
  static func prefixes(of generic: String) -> [String] {
    if ops.contains(generic) { return [generic, "Ops"] }
    if math.contains(generic) { return [generic, "Math"] }
    if summary.contains(generic) { return [generic, "Summary"] }
    return [generic]
  }
}

extension Evaluator {
  /// Leaves it to R to dispatch where the session has a method for a class of
  /// the values: it may ask for the next one.
  ///
  /// - Throws: ``NotEvaluatedHere`` where there is one.
  func leaveToMethods(of generic: String, _ values: RValue?...) throws {
    for case let value? in values where !value.attributes.isEmpty {
      for name in value.classes {
        for prefix in SessionMethods.prefixes(of: generic) where interpreter["\(prefix).\(name)"]?.isFunction == true {
          throw NotEvaluatedHere()
        }
      }
    }
  }
}
