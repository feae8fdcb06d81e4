/// What can be shown of an opaque value.
enum RInsight {
  /// The source of a function.
  case source([String])
  /// The elements of an expression vector.
  case expressions([RValue])
  /// A word for it.
  case unknown(String)

  init(_ opaque: ROpaque) {
    do throws(RDSError) {
      var reader = RDSReader(opaque)
      switch opaque.typeName {
      case "closure": self = .source(try reader.closureLines())
      case "expression": self = .expressions(try reader.expressions())
      case "special": self = .source([".Primitive(\"\(try reader.primitiveName())\")"])
      case "builtin":
        let name = try reader.primitiveName()
        self = .source(["function (\(Self.arguments(ofPrimitive: name)))  .Primitive(\"\(name)\")"])
      case "environment":
        self = .unknown(try reader.environmentName().map { "<environment: \($0)>" } ?? "<environment>")
      default: self = .unknown(Self.word(for: opaque))
      }
    } catch {
      // It can be carried without being understood.
      self = .unknown(Self.word(for: opaque))
    }
  }

  /// The formal arguments that R shows for a primitive; primitives themselves
  /// know none.
  private static func arguments(ofPrimitive name: String) -> String {
    switch name {
    case "sum", "prod", "max", "min", "range", "all", "any": "..., na.rm = FALSE"
    case "c", "list": "..."
    case "+", "-", "*", "/", "^", "%%", "%/%", "==", "!=", "<", ">", "<=", ">=", "&", "|": "e1, e2"
    case "%*%": "x, y"
    case "seq_len": "length.out"
    case "seq_along": "along.with"
    default: "x"
    }
  }

  private static func word(for opaque: ROpaque) -> String {
    switch opaque.typeName {
    case "externalptr": "<pointer: (nil)>"
    case "weakref": "<weak reference>"
    case "S4": "<S4 Type Object>"
    default: "<\(opaque.typeName)>"
    }
  }
}
