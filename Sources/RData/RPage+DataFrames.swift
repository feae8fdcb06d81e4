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
    let shown = min(rowNames.count, max(1, Self.mostElements / columns.count))
    var labels: [String] = []
    var cells: [[String]] = []
    for (index, column) in columns.enumerated() {
      let name = index < names.count ? names[index] : ""
      for (label, texts) in Self.flattened(column, name: name, rows: rowNames.count) {
        labels.append(label)
        cells.append(texts.prefix(shown).map { $0.map { RText.escaped($0) } ?? "<NA>" })
      }
    }
    grid(
      cells, rows: shown, rowLabels: rowNames.texts(shown), columnLabels: labels, rowTitle: nil, columnTitle: nil,
      alignsLeft: false)
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
        flattened(value, name: "\(name).\(index < names.count ? names[index] : "")", rows: rows)
      }
    }
    if let dimensions = column.dimensions, dimensions.count == 2, dimensions[0] == rows,
      dimensions[1] >= 0, dimensions[1] * rows == column.count
    {
      let labels = RDimensionNames(column, rank: 2).labels[1]
      // Unlike the columns of a matrix on its own, these share a notation.
      let texts = RColumn.texts(RValue(column.storage)) ?? []
      return (0..<dimensions[1]).map { index in
        ("\(name).\(labels?[index] ?? String(index + 1))", Array(texts[(index * rows)..<((index + 1) * rows)]))
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

  /// The first so many.
  func texts(_ shown: Int) -> [String] {
    names.map { Array($0.prefix(shown)) } ?? (0..<shown).map { String($0 + 1) }
  }
}
