/// A factor, taken apart.
struct RFactor {
  let levels: [String]
  /// The level of each element; `nil` for NA.
  let labels: [String?]
  let isOrdered: Bool

  /// `nil` when the value is no factor.
  init?(_ value: RValue) {
    guard case .integer(let codes) = value.storage else { return nil }
    let levels = value.attributes["levels"]
    let names: [String?]
    if case .character(let strings)? = levels?.storage { names = strings } else { names = [] }
    self.levels = names.map { $0 ?? "<NA>" }
    labels = codes.map { code in
      let index = Int(code) - 1
      return names.indices.contains(index) ? names[index] : nil
    }
    isOrdered = value.inherits("ordered")
  }

  /// The line of levels below the elements, shortened to a width.
  func levelsLine(width: Int) -> String {
    let title = "Levels: "
    let separator = isOrdered ? " < " : " "
    let shown = levels.map { RText.escaped($0) }
    let room = width - (title.count + 3 + 1 + 3)
    var total = 0
    var most = shown.count
    for (index, level) in shown.enumerated() {
      total += RText.width(level) + separator.count
      if total > room, most == shown.count { most = max(1, index) }
    }
    // R asks for the whole first.
    if shown.count <= 1 || total <= room { most = shown.count }
    guard shown.count > most, let last = shown.last else { return title + shown.joined(separator: separator) }
    let some = shown.prefix(max(1, most - 1)) + ["..."] + (most > 1 ? [last] : [])
    return "\(shown.count) " + title + some.joined(separator: separator)
  }
}
