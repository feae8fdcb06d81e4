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
      case "builtin", "special": self = .source(["function (...) .Primitive(\"\(try reader.primitiveName())\")"])
      case "environment": self = .unknown(try reader.environmentName().map { "<environment: \($0)>" } ?? "<environment>")
      default: self = .unknown(Self.word(for: opaque))
      }
    } catch {
      // It can be carried without being understood.
      self = .unknown(Self.word(for: opaque))
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
