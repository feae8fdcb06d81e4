internal import RData

/// Makes source of functions that R has answered with.
enum FunctionSources {
  /// The value with every function of the global environment, in lists too,
  /// as its source.
  static func recovered(in value: RValue) -> RValue {
    switch value.storage {
    case .opaque(let object) where object.typeName == "closure":
      return source(of: value).map { RValue(.function(source: $0)) } ?? value
    case .list(let elements) where elements.contains(where: mayHoldFunction):
      return RValue(.list(elements.map(recovered)), attributes: value.attributes)
    default:
      return value
    }
  }

  private static func mayHoldFunction(_ value: RValue) -> Bool {
    switch value.storage {
    case .opaque(let object): object.typeName == "closure"
    case .list: true
    default: false
    }
  }

  /// The source of a closure as it was written, or as R would show it; `nil`
  /// when source alone would lose attributes or an environment.
  private static func source(of closure: RValue) -> String? {
    guard closure.attributes.entries.allSatisfy({ $0.name == "srcref" }) else { return nil }
    var lines = RPrinter().string(closure).split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    if let last = lines.last, last.hasPrefix("<environment") { return nil }
    return lines.joined(separator: "\n")
  }
}
