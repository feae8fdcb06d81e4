/// Values as strings, as `as.character()` and so `paste()` give them.
enum RPaste {
  /// One string for each element; what is missing is `NA`.
  static func strings(_ value: RValue) -> [String] {
    if !value.classes.isEmpty, let texts = classed(value) { return texts.map { $0 ?? "NA" } }
    switch value.storage {
    case .null: return []
    case .double(let numbers): return numbers.map { RNumber.asCharacter($0) }
    case .complex(let numbers): return numbers.map { RNumber.asCharacter($0) }
    case .character(let strings): return strings.map { $0 ?? "NA" }
    case .list(let elements): return elements.map(element)
    case .symbol(let name): return [name]
    case .call(let call):
      return ([call.function] + call.arguments.map(\.value)).map { part in
        if case .symbol(let name) = part.storage { return name }
        return RSource.deparse(part).joined(separator: "\n")
      }
    default: return RCells.texts(value.storage, quotes: false) ?? RSource.deparse(value)
    }
  }

  /// `toString()`: the elements between commas, cut to a width.
  static func joined(_ value: RValue, width: Int) -> String {
    let text = strings(value).joined(separator: ", ")
    guard RText.width(text) > width else { return text }
    return RText.prefix(text, width: width - 4) + "...."
  }

  private static func classed(_ value: RValue) -> [String?]? {
    for name in value.classes {
      switch name {
      case "factor": return RFactor(value)?.labels
      case "Date": return RDateTime.dates(value)
      case "POSIXct": return RDateTime.times(value, showsZone: false)
      case "POSIXlt": return RDateTime.brokenDownTimes(value, showsZone: false)
      case "numeric_version": return RVersionNumber.texts(value)
      default: continue
      }
    }
    return nil
  }

  private static func element(_ value: RValue) -> String {
    switch value.storage {
    case .logical, .integer, .double, .complex, .character, .raw:
      if value.count == 1 { return strings(RValue(value.storage))[0] }
    default: break
    }
    return RSource.deparse(value).joined(separator: "\n")
  }
}
