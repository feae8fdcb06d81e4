package import RData

extension Table {
  /// A data frame as a table; nil for any other value.
  ///
  /// Row names become a column when they are more than numbers.
  package init?(dataFrame value: RValue) {
    guard value.inherits("data.frame"), case .list(let parts) = value.storage else { return nil }
    let names = value.names ?? []
    let ownNames = Self.rowNames(of: value)
    let rowCount = ownNames?.count ?? Self.rowCount(of: value) ?? parts.first.map { Self.cells(of: $0).count } ?? 0
    var columns = ownNames.map { [Column(name: "Row", cells: $0.map { .text($0) })] } ?? []
    for (index, part) in parts.enumerated() {
      var cells = Self.cells(of: part)
      // A column that is a matrix or a data frame holds no cell for a row.
      if cells.count != rowCount { cells = [TableCell](repeating: .value(part), count: rowCount) }
      columns.append(Column(name: index < names.count ? names[index] : "V\(index + 1)", cells: cells))
    }
    self.init(columns: columns, rowCount: rowCount)
  }

  /// A matrix as a table; nil for any other value.
  init?(matrix value: RValue) {
    guard case .integer(let dimensions)? = value.attributes["dim"]?.storage, dimensions.count == 2 else { return nil }
    let (rows, width) = (Int(dimensions[0]), Int(dimensions[1]))
    let cells = Self.cells(of: value)
    guard rows >= 0, width >= 0, cells.count == rows * width else { return nil }
    var names: [[String]?] = [nil, nil]
    if case .list(let parts)? = value.attributes["dimnames"]?.storage, parts.count == 2 {
      names = parts.map { part in
        if case .character(let texts) = part.storage { texts.map { $0 ?? "NA" } } else { nil }
      }
    }
    var columns = names[0].map { [Column(name: "Row", cells: $0.map { .text($0) })] } ?? []
    for index in 0..<width {
      columns.append(
        Column(name: names[1]?[index] ?? "V\(index + 1)", cells: Array(cells[index * rows..<(index + 1) * rows])))
    }
    self.init(columns: columns, rowCount: rows)
  }

  /// Any value as a table: a data frame or a matrix as it is, else a row for each element,
  /// with the names in a column of their own when there are any.
  package init(_ value: RValue) {
    if let table = Table(dataFrame: value) {
      self = table
      return
    }
    if let table = Table(matrix: value) {
      self = table
      return
    }
    let cells = value.isNull ? [] : Self.cells(of: value)
    var columns = [Column(name: "Value", cells: cells)]
    if let names = value.names, names.count == cells.count {
      columns.insert(Column(name: "Name", cells: names.map { .text($0) }), at: 0)
    }
    self.init(columns: columns, rowCount: cells.count)
  }

  /// The row names that somebody gave; nil for the numbers that R gives.
  private static func rowNames(of value: RValue) -> [String]? {
    guard case .character(let names)? = value.attributes["row.names"]?.storage else { return nil }
    return names.map { $0 ?? "NA" }
  }

  private static func rowCount(of value: RValue) -> Int? {
    switch value.attributes["row.names"]?.storage {
    // c(NA, -n) stands for 1 to n.
    case .integer(let numbers)? where numbers.count == 2 && numbers[0] == .naInteger: Int(numbers[1].magnitude)
    case .integer(let numbers)?: numbers.count
    default: nil
    }
  }

  /// The elements of a vector, by what their class means.
  private static func cells(of value: RValue) -> [TableCell] {
    if value.inherits("factor"), case .integer(let codes) = value.storage,
      case .character(let levels)? = value.attributes["levels"]?.storage
    {
      return codes.map { code in
        let index = Int(code) - 1
        return levels.indices.contains(index) ? levels[index].map { .text($0) } ?? .missing : .missing
      }
    }
    let unit = value.inherits("difftime") ? Self.seconds(ofUnit: value.attributes["units"]?.asString ?? "days") : nil
    func number(_ number: Double) -> TableCell {
      if number.isNAReal { return .missing }
      guard number.isFinite else { return .number(number) }
      if let unit { return .duration(number * unit) }
      if value.inherits("POSIXct") { return .time(number) }
      return value.inherits("Date") ? .day(number) : .number(number)
    }
    switch value.storage {
    case .logical(let flags): return flags.map { $0.map { .flag($0) } ?? .missing }
    case .integer(let numbers): return numbers.map { $0 == .naInteger ? .missing : number(Double($0)) }
    case .double(let numbers): return numbers.map(number)
    case .character(let texts): return texts.map { $0.map { .text($0) } ?? .missing }
    case .list(let elements): return elements.map(element)
    case .complex, .raw: return (0..<value.count).map { .text(RPrinter.cell(value, at: $0) ?? "") }
    case .null: return []
    case .function(let source): return [.text(source)]
    case .symbol, .call, .environment, .opaque: return [.value(value)]
    }
  }

  private static func element(_ value: RValue) -> TableCell {
    if value.isNull { return .missing }
    let cells = value.count == 1 && value.names == nil ? cells(of: value) : []
    return cells.first ?? .value(value)
  }

  /// The units of R's `difftime`.
  static func seconds(ofUnit unit: String) -> Double {
    switch unit {
    case "secs": 1
    case "mins": 60
    case "hours": 3600
    case "weeks": 604_800
    default: 86_400
    }
  }
}
