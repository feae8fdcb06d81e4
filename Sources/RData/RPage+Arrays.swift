/// Matrices and arrays.
extension RPage {
  mutating func array(_ value: RValue, dimensions: [Int]) {
    let names = RDimensionNames(value, rank: dimensions.count)
    // Guards the slices below against attributes that contradict the value.
    let size = dimensions.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    guard dimensions.allSatisfy({ $0 >= 0 }), size == value.count else {
      vector(value)
      return
    }
    switch dimensions.count {
    case 1:
      guard let labels = names.labels[0], value.count > 0 else {
        vector(value)
        return
      }
      if let title = names.titles?[0] { line(title) }
      var row = RValue(value.storage)
      row.names = labels
      vector(row)
    case 2:
      matrix(value, rows: dimensions[0], columns: dimensions[1], names: names)
    default:
      guard !dimensions.dropFirst(2).contains(0) else {
        line("<\(dimensions.map(String.init).joined(separator: " x ")) array of \(RCells.word(value.storage))>")
        grid(
          Array(repeating: [], count: dimensions[1]), rows: dimensions[0], rowLabels: names.labels[0],
          columnLabels: names.labels[1], rowTitle: names.titles?[0], columnTitle: names.titles?[1], alignsLeft: false)
        line()
        return
      }
      slices(value, dimensions: dimensions, names: names)
    }
  }

  /// One matrix for each combination of the further dimensions.
  private mutating func slices(_ value: RValue, dimensions: [Int], names: RDimensionNames) {
    let size = dimensions[0] * dimensions[1]
    let count = dimensions.dropFirst(2).reduce(1, *)
    let isCut = size > 0 && mostElements / size < count
    let shown = isCut ? (mostElements + size - 1) / size : count
    let lastRows = isCut ? (mostElements - size * (shown - 1)) / dimensions[1] : dimensions[0]
    var place = Array(repeating: 0, count: dimensions.count - 2)
    for slice in 0..<shown {
      var header = ", , "
      header += place.indices.map { index in
        let label = names.labels[index + 2]?[place[index]] ?? String(place[index] + 1)
        if let title = names.titles?[index + 2], names.labels[index + 2] != nil { return "\(title) = \(label)" }
        return label
      }.joined(separator: ", ")
      line(header)
      line()
      matrix(
        RCells.part(value.storage, slice * size..<(slice + 1) * size), rows: dimensions[0], columns: dimensions[1],
        names: names, shown: slice == shown - 1 ? lastRows : dimensions[0])
      line()
      for index in place.indices {
        place[index] += 1
        if place[index] < dimensions[index + 2] { break }
        place[index] = 0
      }
    }
    if shown < count {
      let rows = lastRows < dimensions[0] ? " \(dimensions[0] - lastRows) row(s) and" : ""
      line(" [ reached getOption(\"max.print\") -- omitted\(rows) \(count - shown) matrix slice(s) ]")
    }
  }

  private mutating func matrix(_ value: RValue, rows: Int, columns: Int, names: RDimensionNames) {
    let shown = columns > 0 ? min(rows, mostElements / columns) : rows
    matrix(value.storage, rows: rows, columns: columns, names: names, shown: shown)
    if shown < rows { omitted(rows - shown, rows - shown == 1 ? "row" : "rows") }
  }

  private mutating func matrix(
    _ storage: RValue.Storage, rows: Int, columns: Int, names: RDimensionNames, shown: Int
  ) {
    guard rows > 0 || columns > 0 else {
      line("<0 x 0 matrix>")
      return
    }
    var isText = false
    if case .character = storage { isText = true }
    if case .list = storage { isText = true }
    // Each column has a notation of its own. An empty one is as wide as R's word for nothing.
    let empty = [RText.spaces(RCells.leastWidth(storage))]
    let cells = (0..<columns).map { column in
      guard rows > 0 else { return empty }
      return RCells.texts(RCells.part(storage, column * rows..<column * rows + shown), quotes: quotes) ?? []
    }
    grid(
      cells, rows: shown, of: rows, rowLabels: names.labels[0], columnLabels: names.labels[1],
      rowTitle: names.titles?[0],
      columnTitle: names.titles?[1], alignsLeft: isText && !alignsRight)
  }

  /// Columns of text with labels, broken into blocks as wide as the console.
  ///
  /// - Parameter total: the rows that there are, when not all are shown: R
  ///   makes room for the labels of all.
  mutating func grid(
    _ cells: [[String]], rows: Int, of total: Int? = nil, rowLabels: [String]?, columnLabels: [String]?,
    rowTitle: String?,
    columnTitle: String?, alignsLeft: Bool
  ) {
    let rowTexts = rowLabels.map { $0.map { RText.escaped($0) } } ?? (0..<rows).map { "[\($0 + 1),]" }
    // R makes room for the index after the last.
    var labelWidth =
      rowLabels == nil ? String((total ?? rows) + 1).count + 3 : rowTexts.reduce(0) { max($0, RText.width($1)) }
    var labelOffset = 0
    if let rowTitle, rowLabels != nil || columnTitle != nil {
      let titleWidth = RText.width(rowTitle)
      labelOffset = titleWidth < labelWidth + 2 ? 2 : titleWidth - labelWidth
      labelWidth += labelOffset
    }
    let columnTexts = columnLabels.map { $0.map { RText.escaped($0) } } ?? cells.indices.map { "[,\($0 + 1)]" }
    let widths = cells.indices.map { column in
      cells[column].reduce(RText.width(columnTexts[column])) { max($0, RText.width($1)) } + 1
    }
    var start = 0
    repeat {
      var end = start
      var total = labelWidth
      while end < cells.count, end == start || total + widths[end] < width {
        total += widths[end]
        end += 1
      }
      if let columnTitle { line(RText.spaces(labelWidth) + columnTitle) }
      put(RText.padRight(rowTitle ?? "", to: labelWidth))
      for column in start..<end {
        let label = columnTexts[column]
        put(alignsLeft ? " " + RText.padRight(label, to: widths[column] - 1) : RText.padLeft(label, to: widths[column]))
      }
      line()
      for row in 0..<rows {
        let label = RText.spaces(labelOffset) + rowTexts[row]
        put(rowLabels == nil ? RText.padLeft(label, to: labelWidth) : RText.padRight(label, to: labelWidth))
        for column in start..<end where row < cells[column].count {
          let text = cells[column][row]
          put(alignsLeft ? " " + RText.padRight(text, to: widths[column] - 1) : RText.padLeft(text, to: widths[column]))
        }
        line()
      }
      start = end
    } while start < cells.count
  }
}
