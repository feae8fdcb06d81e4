/// Time series: `ts`.
extension RPage {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  private static let quarters = ["Qtr1", "Qtr2", "Qtr3", "Qtr4"]

  mutating func timeSeries(_ value: RValue) -> Bool {
    guard case .double(let span)? = value.attributes["tsp"]?.storage, span.count == 3, span[2] >= 1, span[2] < 1e6,
      span[0].magnitude < 1e9, span[1].magnitude < 1e9
    else { return false }
    if let dimensions = value.dimensions { return seriesTogether(value, dimensions: dimensions, span: span) }
    guard let texts = RCells.texts(value.storage, quotes: true), !texts.isEmpty
    else { return false }
    let frequency = Int(span[2].rounded())
    let start = Self.period(span[0], frequency)
    let end = Self.period(span[1], frequency)
    guard frequency == 12 || frequency == 4 else {
      header(span)
      plain(RValue(value.storage))
      return true
    }
    let labels = frequency == 12 ? Self.months : Self.quarters
    if texts.count <= frequency, start.year == end.year {
      grid(
        texts.map { [$0] }, rows: 1, rowLabels: [String(start.year)],
        columnLabels: texts.indices.map { labels[(start.period - 1 + $0) % frequency] }, rowTitle: nil,
        columnTitle: nil, alignsLeft: false)
      return true
    }
    let padded = Array(repeating: "", count: start.period - 1) + texts
    let years = (padded.count + frequency - 1) / frequency
    let columns = (0..<frequency).map { column in
      (0..<years).map { year in
        let index = year * frequency + column
        return index < padded.count ? padded[index] : ""
      }
    }
    grid(
      columns, rows: years, rowLabels: (0..<years).map { String(start.year + $0) }, columnLabels: labels,
      rowTitle: nil, columnTitle: nil, alignsLeft: false)
    return true
  }

  private mutating func header(_ span: [Double]) {
    let frequency = Int(span[2].rounded())
    line("Time Series:")
    line("Start = \(Self.spelled(Self.period(span[0], frequency), span[0], frequency)) ")
    line("End = \(Self.spelled(Self.period(span[1], frequency), span[1], frequency)) ")
    line("Frequency = \(RNumber.format(span[2], digits: Self.digits)) ")
  }

  /// Several series side by side, a line for each time.
  private mutating func seriesTogether(_ value: RValue, dimensions: [Int], span: [Double]) -> Bool {
    guard dimensions.count == 2, dimensions[0] > 0, dimensions[0] * dimensions[1] == value.count else { return false }
    let frequency = Int(span[2].rounded())
    let times = (0..<dimensions[0]).map { span[0] + Double($0) / span[2] }
    let labels: [String]
    switch frequency {
    case 12, 4:
      labels = times.map { time in
        let (year, period) = Self.period(time, frequency)
        return frequency == 12 ? "\(Self.months[(period - 1) % 12]) \(year)" : "\(year) Q\(period)"
      }
    default:
      header(span)
      labels = RCells.texts(.double(times), quotes: false) ?? []
    }
    let columns = RDimensionNames(value, rank: 2).labels[1]
    var matrix = RValue(value.storage)
    matrix.attributes["dim"] = value.attributes["dim"]
    matrix.attributes["dimnames"] = .list([.strings(labels), columns.map { .strings($0) } ?? .null])
    self.value(matrix, quotes: false, alignsRight: true)
    return true
  }

  /// Year and period, from 1, of a time.
  private static func period(_ time: Double, _ frequency: Int) -> (year: Int, period: Int) {
    let year = (time + 1e-5 / Double(frequency)).rounded(.down)
    return (Int(year), Int(((time - year) * Double(frequency)).rounded()) + 1)
  }

  private static func spelled(_ place: (year: Int, period: Int), _ time: Double, _ frequency: Int) -> String {
    frequency == 1 ? RNumber.format(time, digits: digits) : "c(\(place.year), \(place.period))"
  }
}
