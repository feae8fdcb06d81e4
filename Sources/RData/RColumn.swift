/// The elements of a column of a data frame as text, as `format()` gives it.
enum RColumn {
  /// - Returns: the text of each element, `nil` for a missing one that prints as
  ///   `<NA>`; `nil` when the value is no vector.
  static func texts(_ value: RValue) -> [String?]? {
    for name in value.classes {
      switch name {
      case "AsIs": if let texts = asIs(value) { return texts }
      case "factor": return RFactor(value)?.labels
      case "Date": return RDateTime.dates(value)
      case "POSIXct": return RDateTime.times(value, showsZone: false)
      case "POSIXlt": return RDateTime.brokenDownTimes(value, showsZone: false)
      case "difftime":
        let units = value.attributes["units"]?.asString ?? "days"
        return RCells.texts(value.storage, quotes: false)?.map { "\($0) \(units)" }
      case "numeric_version": return RVersionNumber.texts(value)
      default: continue
      }
    }
    switch value.storage {
    case .character(let strings): return strings
    case .list(let elements): return elements.map(listElement)
    default: return RCells.texts(value.storage, quotes: false)
    }
  }

  /// What `I()` protects: each element as a string of its own, twelve columns
  /// at most.
  private static func asIs(_ value: RValue) -> [String]? {
    let width = 12
    switch value.storage {
    case .character: return nil
    case .list(let elements): return elements.map { RPaste.joined($0.without(class: "AsIs"), width: width) }
    default:
      let isMatrix = value.dimensions?.count == 2
      guard !isMatrix, RCells.texts(value.storage, quotes: false) != nil else { return nil }
      let inner = value.without(class: "AsIs")
      return (0..<value.count).map { RPaste.joined(inner.element(at: $0), width: width) }
    }
  }

  /// An element of a list column: its elements, each as short as it can be,
  /// whatever its class.
  private static func listElement(_ value: RValue) -> String {
    switch value.storage {
    case .null: return "NULL"
    case .list(let elements):
      let leaves = elements.flatMap(leaves)
      if leaves.isEmpty { return "NULL" }
      let isText = leaves.contains { if case .character = $0.storage { true } else { false } }
      return leaves.map { isText ? RPaste.strings($0).joined(separator: ", ") : listElement($0) }
        .joined(separator: ", ")
    case .character(let strings): return strings.map { $0 ?? "NA" }.joined(separator: ", ")
    default:
      if let texts = RCells.texts(value.storage, quotes: false) {
        return texts.map { String($0.drop { $0 == " " }) }.joined(separator: ", ")
      }
      if case .opaque(let opaque) = value.storage, case .unknown(let word) = RInsight(opaque) { return word }
      return RDeparser.lines(value).joined(separator: ", ")
    }
  }

  /// The vectors within a list, however deep.
  private static func leaves(_ value: RValue) -> [RValue] {
    switch value.storage {
    case .null: []
    case .list(let elements): elements.flatMap(leaves)
    default: [RValue(value.storage)]
    }
  }
}
