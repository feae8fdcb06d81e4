/// What can be shown of an opaque value.
enum RInsight {
  /// The source of a function, and the name of its environment unless that
  /// is the global one.
  case function(lines: [String], environment: String?)
  /// A primitive function.
  case primitive(name: String)
  /// The elements of an expression vector.
  case expressions([RBinding])
  /// An instance of an S4 class, with the vector that it extends.
  case instance(data: RValue?)
  /// A word for it.
  case unknown(String)

  init(_ opaque: ROpaque) {
    do throws(RDSError) {
      var reader = RDSReader(opaque)
      switch opaque.typeName {
      case "closure":
        let closure = try reader.closure()
        self = .function(lines: closure.lines, environment: closure.environment)
      case "expression": self = .expressions(try reader.expressions())
      case "special", "builtin": self = .primitive(name: try reader.primitiveName())
      case "environment":
        self = .unknown(try reader.environmentName().map { "<environment: \($0)>" } ?? "<environment>")
      case "S4": self = try reader.instance()
      default: self = .unknown(Self.plainWord(for: opaque))
      }
    } catch {
      // It can be carried without being understood.
      self = .unknown(Self.plainWord(for: opaque))
    }
  }

  /// What stands for an object that nothing else is shown of.
  static func word(for opaque: ROpaque) -> String {
    if case .unknown(let word) = RInsight(opaque) { return word }
    return plainWord(for: opaque)
  }

  private static func plainWord(for opaque: ROpaque) -> String {
    switch opaque.typeName {
    case "externalptr": "<pointer: (nil)>"
    case "weakref": "<weak reference>"
    case "S4": "<S4 Type Object>"
    default: "<\(opaque.typeName)>"
    }
  }
}
