import RData

/// Elements of lists as `as.character` and `paste` write them: one string as
/// it is, anything else as the source that makes it.
enum ListText {
  /// `nil` for a missing string, and for the whole when an element is of a
  /// kind or a length whose source R has to write.
  static func texts(_ elements: [RValue]) -> [String?]? {
    var all: [String?] = []
    for element in elements {
      if case .character(let strings) = element.storage, strings.count == 1, !element.isObject {
        all.append(strings[0])
        continue
      }
      guard let text = source(element), text.utf8.count <= 500 else { return nil }
      all.append(text)
    }
    return all
  }

  private static func source(_ value: RValue) -> String? {
    if value.isObject { return nil }
    switch value.storage {
    case .null: return "NULL"
    case .list(let elements):
      var parts: [String] = []
      for element in elements {
        guard let part = source(element) else { return nil }
        parts.append(part)
      }
      return "list(\(joined(parts, value.names)))"
    case .symbol(let name): return name
    default: break
    }
    guard value.rank >= .logical, value.rank <= .character, value.rank != .complex else { return nil }
    guard value.count > 0 else { return "\(value.rank == .double ? "numeric" : value.typeName)(0)" }
    if case .integer(let values) = value.storage, values.count > 1, value.names == nil, !values.contains(.naInteger),
      values.indices.dropFirst().allSatisfy({ values[$0] &- values[$0 - 1] == 1 })
        || values.indices.dropFirst().allSatisfy({ values[$0] &- values[$0 - 1] == -1 })
    {
      return "\(values[0]):\(values[values.count - 1])"
    }
    guard let texts = RValue(value.storage).texts else { return nil }
    let isText = value.rank == .character
    let parts = texts.map { text in text.map { isText ? quoted($0) : $0 } ?? "NA" }
    if parts.count == 1, value.names == nil { return parts[0] }
    return "c(\(joined(parts, value.names)))"
  }

  private static func joined(_ parts: [String], _ names: [String]?) -> String {
    parts.enumerated().map { position, part in
      guard let name = names?[position], !name.isEmpty else { return part }
      return "\(RQuoting.name(name)) = \(part)"
    }.joined(separator: ", ")
  }

  private static func quoted(_ text: String) -> String {
    RSource.deparse(.string(text)).joined()
  }
}
