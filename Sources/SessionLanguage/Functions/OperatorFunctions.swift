import RData

/// Operators as functions, for `Reduce("+", x)` and `` sapply(x, `-`) ``.
enum OperatorFunctions {
  static let all: [Builtin] =
    Arithmetic.operators.map { symbol in
      .pure(symbol, "e1 e2") { call in
        guard let right = call["e2"] else {
          guard symbol == "-" else { throw NotEvaluatedHere() }
          return try Arithmetic.negated(try call.required("e1"))
        }
        return try Arithmetic.apply(symbol, try call.required("e1"), right, warnings: &call.warnings)
      }
    }
    + Comparison.operators.map { symbol in
      .pure(symbol, "e1 e2") { call in
        try Comparison.apply(symbol, try call.required("e1"), try call.required("e2"), warnings: &call.warnings)
      }
    }
    + ["&", "|"].map { symbol in
      .pure(symbol, "e1 e2") { call in
        try Logic.apply(symbol, try call.required("e1"), try call.required("e2"), warnings: &call.warnings)
      }
    }
    + [
      .pure("!", "x") { call in try Logic.negated(try call.required("x")) },
      .pure(":", "from to") { call in
        try Arithmetic.range(try call.required("from"), try call.required("to"), warnings: &call.warnings)
      },
      .pure("%in%", "x table") { call in
        try Matching.contains(try call.required("x"), in: try call.required("table"))
      },
      .pure("[[", "x i", objects: true) { call in
        try Subsetting.element(try call.required("x"), try call.required("i"))
      },
      .pure("[", "x i", objects: true) { call in
        try Subsetting.elements(try call.required("x"), try call.required("i"))
      },
      .pure("identity", "x", objects: true) { call in try call.required("x") },
    ]
}
