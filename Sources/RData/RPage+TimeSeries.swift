/// Time series: `ts`.
extension RPage {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  private static let quarters = ["Qtr1", "Qtr2", "Qtr3", "Qtr4"]

  mutating func timeSeries(_ value: RValue) -> Bool {
    guard case .double(let span)? = value.attributes["tsp"]?.storage, span.count == 3, span[2] >= 1, span[2] < 1e6,
      span[0].magnitude < 1e9, span[1].magnitude < 1e9, value.attributes["dim"] == nil,
      let texts = RCells.texts(value.storage, quotes: true), !texts.isEmpty
    else { return false }
    let frequency = Int(span[2].rounded())
    let start = Self.period(span[0], frequency)
    let end = Self.period(span[1], frequency)
    guard frequency == 12 || frequency == 4 else {
      line("Time Series:")
      line("Start = \(Self.spelled(start, span[0], frequency)) ")
      line("End = \(Self.spelled(end, span[1], frequency)) ")
      line("Frequency = \(RNumber.format(span[2], digits: Self.digits)) ")
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

  /// Year and period, from 1, of a time.
  private static func period(_ time: Double, _ frequency: Int) -> (year: Int, period: Int) {
    let year = (time + 1e-5 / Double(frequency)).rounded(.down)
    return (Int(year), Int(((time - year) * Double(frequency)).rounded()) + 1)
  }

  private static func spelled(_ place: (year: Int, period: Int), _ time: Double, _ frequency: Int) -> String {
    frequency == 1 ? RNumber.format(time, digits: digits) : "c(\(place.year), \(place.period))"
  }
}
