/// The elements of a column of a data frame as text, as `format()` gives it.
enum RColumn {
  /// - Returns: the text of each element, `nil` for a missing one that prints as
  ///   `<NA>`; `nil` when the value is no vector.
  static func texts(_ value: RValue) -> [String?]? {
    for name in value.classes {
      switch name {
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
    case .complex(let values): return RCells.texts(.complex(values), quotes: false)
    case .list(let elements): return elements.map(listElement)
    default: return RCells.texts(value.storage, quotes: false)
    }
  }

  /// An element of a list column: its elements, each as short as it can be.
  private static func listElement(_ value: RValue) -> String {
    switch value.storage {
    case .null: return "NULL"
    case .call, .symbol, .function: return RDeparser.lines(value).joined(separator: "\n")
    case .list(let elements): return elements.map(listElement).joined(separator: ", ")
    default:
      guard let texts = texts(value) else { return RCells.summary(value) }
      return texts.map { $0 ?? "NA" }.joined(separator: ", ")
    }
  }
}
