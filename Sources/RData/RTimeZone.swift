internal import Synchronization

/// A time zone of the tz database: its offsets through time.
///
/// Read from the compiled form of the database, TZif (RFC 9636), with the
/// rule for the years after the last listed change.
struct RTimeZone: Sendable {
  /// What holds from one change of the clocks to the next.
  struct Period: Equatable, Sendable {
    /// Seconds east of Greenwich.
    let offset: Int
    /// `CET`, or `+0545` where nobody uses letters.
    let abbreviation: String
  }

  private let changes: [Int]
  private let periods: [Period]
  private let first: Period
  private let rule: RTimeZoneRule?

  /// What holds at a time, in seconds from 1970.
  func period(at seconds: Int) -> Period {
    guard let last = changes.last, seconds >= changes[0] else {
      return changes.isEmpty ? rule?.period(at: seconds) ?? first : first
    }
    if seconds >= last, let rule { return rule.period(at: seconds) }
    var (low, high) = (0, changes.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if changes[middle] <= seconds { low = middle } else { high = middle }
    }
    return periods[low]
  }

  /// The zone of a TZif file; `nil` when the bytes are none.
  init?(tzif bytes: [UInt8]) {
    // The first block counts in 32 bits; the second, from version 2 on, in 64.
    guard let short = Block(bytes, at: 0, timeSize: 4) else { return nil }
    let isLong = short.version >= UInt8(ascii: "2")
    guard let block = isLong ? Block(bytes, at: short.end, timeSize: 8) : short, let first = block.types.first else {
      return nil
    }
    changes = block.changes
    periods = block.periods
    self.first = first
    let footer = isLong ? bytes[min(block.end + 1, bytes.count)...].prefix { $0 != UInt8(ascii: "\n") } : []
    rule = RTimeZoneRule(String(decoding: footer, as: UTF8.self))
  }

  private static let known = Mutex<[String: RTimeZone?]>([:])

  /// The zone of that name in this machine's database; `nil` when it has none.
  static func named(_ name: String) -> RTimeZone? {
    if let known = known.withLock({ $0[name] }) { return known }
    let isPlain = !name.isEmpty && !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
    let zone = isPlain ? RTimeZoneFile.bytes(name).flatMap { RTimeZone(tzif: $0) } : nil
    known.withLock { $0[name] = .some(zone) }
    return zone
  }
}

extension RTimeZone {
  /// One of the data blocks of a TZif file.
  private struct Block {
    let version: UInt8
    let changes: [Int]
    let periods: [Period]
    let types: [Period]
    let end: Int

    init?(_ bytes: [UInt8], at start: Int, timeSize: Int) {
      let headerSize = 44
      guard bytes.count >= start + headerSize, bytes[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
      version = bytes[start + 4]
      func number(_ position: Int, _ size: Int) -> Int {
        let unsigned = bytes[position..<position + size].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return size == 8 ? Int(Int64(bitPattern: unsigned)) : Int(Int32(truncatingIfNeeded: unsigned))
      }
      let counts = (0..<6).map { number(start + 20 + 4 * $0, 4) }
      let (utcCount, standardCount, leapCount) = (counts[0], counts[1], counts[2])
      let (changeCount, typeCount, textCount) = (counts[3], counts[4], counts[5])
      guard counts.allSatisfy({ (0..<1 << 20).contains($0) }) else { return nil }
      let times = start + headerSize
      let indices = times + changeCount * timeSize
      let records = indices + changeCount
      let texts = records + typeCount * 6
      end = texts + textCount + leapCount * (timeSize + 4) + standardCount + utcCount
      guard end <= bytes.count else { return nil }
      var types: [Period] = []
      for index in 0..<typeCount {
        let record = records + index * 6
        let text = bytes[texts..<texts + textCount].dropFirst(Int(bytes[record + 5])).prefix { $0 != 0 }
        types.append(Period(offset: number(record, 4), abbreviation: String(decoding: text, as: UTF8.self)))
      }
      var periods: [Period] = []
      for index in bytes[indices..<records] {
        guard index < types.count else { return nil }
        periods.append(types[Int(index)])
      }
      self.types = types
      self.periods = periods
      changes = (0..<changeCount).map { number(times + $0 * timeSize, timeSize) }
    }
  }
}
