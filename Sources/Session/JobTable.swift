package import AzureWire

/// Jobs in the order of their ids, packed: a hundred thousand take three
/// megabytes, and none takes an allocation of its own.
package struct JobTable: Sendable {
  /// A job, as the session last saw it.
  package struct Entry: Sendable, Equatable {
    package var id: String
    /// How far the job was.
    package var state: JobState
    package var creationTime: Timestamp?

    package init(id: String, state: JobState, creationTime: Timestamp?) {
      self.id = id
      self.state = state
      self.creationTime = creationTime
    }
  }

  private struct Row {
    /// Where the id ends in the text; it begins where that before it ends.
    var end: UInt32
    /// Which of the states it is.
    var state: UInt32
    /// In ticks; ``unknownTime`` for none.
    var creationTime: Int64
  }

  private static let unknownTime = Int64.min

  /// The ids, one behind the other.
  private var text: [UInt8] = []
  private var rows: [Row] = []
  /// Those that occur, and where each is in the list.
  private var states: [JobState] = []
  private var stateNumbers: [JobState: UInt32] = [:]

  /// No jobs.
  package init() {}

  /// Takes pages of a list as they come; jobs on their way out are left out.
  package init<Source: AsyncSequence>(_ pages: Source) async throws where Source.Element == [JobHead] {
    for try await page in pages { append(page) }
    sort()
  }

  /// Takes a list in any order; jobs on their way out are left out.
  package init(_ heads: [JobHead]) {
    append(heads)
    sort()
  }

  /// How many jobs there are.
  package var count: Int { rows.count }

  /// The job at a place in the order of ids, from 0.
  package subscript(index: Int) -> Entry {
    let row = rows[index]
    return Entry(
      id: String(decoding: text[range(of: index)], as: UTF8.self), state: states[Int(row.state)],
      creationTime: row.creationTime == Self.unknownTime ? nil : Timestamp(ticks: row.creationTime))
  }

  /// Where the ids are that begin so.
  package func indices(prefix: String) -> Range<Int> {
    let prefix = Array(prefix.utf8)
    let start = place(of: prefix)
    return start..<rows[start...].partitionPoint { text[range(of: $0)].starts(with: prefix) }
  }

  /// Sets what is known of the job, or takes it out when that is nil.
  package mutating func set(_ id: String, to entry: Entry?) {
    let bytes = Array(id.utf8)
    let place = place(of: bytes)
    let isThere = place < count && text[range(of: place)].elementsEqual(bytes)
    let old = place..<(isThere ? place + 1 : place)
    let new = entry == nil ? [] : bytes
    let shift = new.count - (isThere ? bytes.count : 0)
    text.replaceSubrange(start(of: old.lowerBound)..<start(of: old.upperBound), with: new)
    rows.replaceSubrange(old, with: entry.map { [row($0.state, $0.creationTime, end: 0)] } ?? [])
    if entry != nil { rows[place].end = UInt32(start(of: place) + bytes.count) }
    guard shift != 0 else { return }
    for index in (place + (entry == nil ? 0 : 1))..<count { rows[index].end = UInt32(Int(rows[index].end) + shift) }
  }

  // MARK: Parts

  private func start(of index: Int) -> Int { index == 0 ? 0 : Int(rows[index - 1].end) }

  private func range(of index: Int) -> Range<Int> { start(of: index)..<Int(rows[index].end) }

  /// Where an id is, or would be.
  private func place(of id: [UInt8]) -> Int {
    rows.indices.partitionPoint { text[range(of: $0)].lexicographicallyPrecedes(id) }
  }

  private mutating func row(_ state: JobState, _ creationTime: Timestamp?, end: Int) -> Row {
    Row(end: UInt32(end), state: number(of: state), creationTime: creationTime?.ticks ?? Self.unknownTime)
  }

  private mutating func number(of state: JobState) -> UInt32 {
    if let number = stateNumbers[state] { return number }
    let number = UInt32(states.count)
    states.append(state)
    stateNumbers[state] = number
    return number
  }

  private mutating func append(_ heads: [JobHead]) {
    for head in heads where head.state != .deleting {
      text += head.id.utf8
      rows.append(row(head.state ?? .active, head.creationTime, end: text.count))
    }
  }

  /// Puts what was appended in order: as a rule it is, and nothing moves.
  private mutating func sort() {
    func precedes(_ left: Int, _ right: Int) -> Bool {
      text[range(of: left)].lexicographicallyPrecedes(text[range(of: right)])
    }
    guard rows.indices.dropFirst().contains(where: { precedes($0, $0 - 1) }) else { return }
    var sorted = self
    sorted.text.removeAll(keepingCapacity: true)
    sorted.rows.removeAll(keepingCapacity: true)
    for index in rows.indices.sorted(by: precedes) {
      sorted.text += text[range(of: index)]
      var row = rows[index]
      row.end = UInt32(sorted.text.count)
      sorted.rows.append(row)
    }
    self = sorted
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index that does not hold; all that hold come first.
  fileprivate func partitionPoint(where holds: (Int) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if holds(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
