/// Data frames.
extension RPage {
  mutating func dataFrame(_ value: RValue) -> Bool {
    guard case .list(let columns) = value.storage else { return false }
    let names = value.namesOrNA?.map { $0 ?? "NA" } ?? []
    let rowNames = RRowNames(value)
    if columns.isEmpty {
      line("data frame with 0 columns and \(rowNames.count) row\(rowNames.count == 1 ? "" : "s")")
      return true
    }
    if rowNames.count == 0 {
      self.value(.strings(names), quotes: false)
      line("<0 rows> (or 0-length row.names)")
      return true
    }
    let shown = min(rowNames.count, mostElements / columns.count)
    var labels: [String] = []
    var cells: [[String]] = []
    for (index, column) in columns.enumerated() {
      let name = index < names.count ? names[index] : ""
      // Only what is shown has a say in the notation.
      let part = shown < rowNames.count ? column.firstRows(shown, of: rowNames.count) : column
      for (label, texts) in Self.flattened(part, name: name, rows: shown) {
        labels.append(label)
        cells.append(texts.map { $0.map { RText.escaped($0) } ?? "<NA>" })
      }
    }
    grid(
      cells, rows: shown, rowLabels: shown > 0 ? rowNames.texts(shown) : nil, columnLabels: labels, rowTitle: nil,
      columnTitle: nil, alignsLeft: false)
    if shown < rowNames.count {
      line(" [ reached 'max' / getOption(\"max.print\") -- omitted \(rowNames.count - shown) rows ]")
    }
    return true
  }

  /// A column, or the columns of a matrix or data frame in its place.
  private static func flattened(
    _ column: RValue, name: String, rows: Int
  ) -> [(label: String, texts: [String?])] {
    if column.inherits("data.frame"), case .list(let inner) = column.storage {
      let names = column.names ?? []
      return inner.enumerated().flatMap { index, value in
        let own = index < names.count ? names[index] : ""
        return flattened(value, name: inner.count == 1 ? own : "\(name).\(own)", rows: rows)
      }
    }
    var isList = false
    if case .list = column.storage { isList = !column.inherits("AsIs") }
    if let dimensions = column.dimensions, dimensions.count >= 2, dimensions[0] == rows, rows > 0, !isList,
      column.count.isMultiple(of: rows)
    {
      let count = column.count / rows
      let labels = dimensions.count == 2 ? RDimensionNames(column, rank: 2).labels[1] : nil
      // Unlike the columns of a matrix on its own, these share a notation and a width.
      var texts = RColumn.texts(column) ?? []
      var isText = false
      if case .character = column.storage { isText = true }
      if !isText {
        let width = texts.reduce(0) { max($0, RText.width($1 ?? "NA")) }
        texts = texts.map { $0.map { RText.padLeft($0, to: width) } }
      }
      return (0..<count).map { index in
        let own = labels?[index]
        let label = count == 1 ? own ?? name : "\(name).\(own ?? String(index + 1))"
        return (label, Array(texts[(index * rows)..<((index + 1) * rows)]))
      }
    }
    var texts = RColumn.texts(column) ?? []
    if texts.count != rows { texts = (0..<rows).map { texts.indices.contains($0) ? texts[$0] : "?" } }
    return [(name, texts)]
  }
}

/// The row names of a data frame.
struct RRowNames {
  let count: Int
  private let names: [String]?

  init(_ frame: RValue) {
    switch frame.attributes["row.names"]?.storage {
    // c(NA, -n) stands for 1 to n.
    case .integer(let values)? where values.count == 2 && values[0] == .naInteger:
      count = Int(values[1].magnitude)
      names = nil
    case .double(let values)? where values.count == 2 && values[0].isNaN:
      count = Int(exactly: values[1].magnitude) ?? 0
      names = nil
    case .integer(let values)?:
      count = values.count
      names = values.map(String.init)
    case .character(let values)?:
      count = values.count
      names = values.map { $0 ?? "NA" }
    default:
      count = 0
      names = nil
    }
  }

  /// How many they are when they are kept as their number alone.
  var shortCount: Int? { names == nil && count > 0 ? count : nil }

  /// The first so many.
  func texts(_ shown: Int) -> [String] {
    names.map { Array($0.prefix(shown)) } ?? (0..<shown).map { String($0 + 1) }
  }
}

extension RValue {
  /// The first rows of a column of a data frame with so many.
  fileprivate func firstRows(_ shown: Int, of rows: Int) -> RValue {
    var part = self
    if inherits("data.frame") || inherits("POSIXlt"), case .list(let columns) = storage {
      part.storage = .list(columns.map { $0.count == rows ? $0.firstRows(shown, of: rows) : $0 })
      if inherits("data.frame") { part.attributes["row.names"] = RValue(.integer([.naInteger, -Int32(shown)])) }
      return part
    }
    guard rows > 0, count.isMultiple(of: rows), count >= rows else { return self }
    guard var dimensions, dimensions.first == rows else {
      part.storage = RCells.part(storage, 0..<shown)
      part.attributes["names"] = nil
      return part
    }
    dimensions[0] = shown
    part.storage = RCells.selected(storage, (0..<count / rows).flatMap { $0 * rows..<$0 * rows + shown })
    part.attributes["dim"] = RValue(.integer(dimensions.map { Int32(clamping: $0) }))
    if case .list(var names)? = part.attributes["dimnames"]?.storage, !names.isEmpty {
      names[0] = .null
      part.attributes["dimnames"]?.storage = .list(names)
    }
    return part
  }
}
