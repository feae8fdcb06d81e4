/// Numbers, one at a time and whole vectors.
extension RDSCursor {
  /// The next whole number. `what` is named when the bytes end.
  mutating func int32(_ what: StaticString) throws(RDSError) -> Int32 {
    if format == .ascii { return try asciiInteger() }
    if end - next < 4 { try require(4, what) }
    let word = next.loadUnaligned(as: Int32.self)
    next += 4
    return format == .xdr ? Int32(bigEndian: word) : Int32(littleEndian: word)
  }

  /// A number of elements, checked to fit into the bytes that are left when
  /// their number is known, each taking `elementSize` bytes at least.
  mutating func count(_ what: StaticString, elementSize: Int) throws(RDSError) -> Int {
    let start = offset
    var count = Int(try int32(what))
    if count == -1 {
      let upper = UInt32(bitPattern: try int32(what))
      let lower = UInt32(bitPattern: try int32(what))
      guard upper < 65536 else { throw .corrupt(at: start, "\(what) has an impossible length") }
      count = Int(upper) << 32 | Int(lower)
    }
    guard count >= 0 else { throw .corrupt(at: start, "\(what) has a negative length") }
    guard let remaining else { return count }
    // Text needs a digit and a line end, whatever the element.
    let smallest = format == .ascii ? min(elementSize, 2) : elementSize
    guard count <= remaining / smallest else { throw .truncated(at: start + remaining, wanting: "\(what)") }
    return count
  }

  /// How many elements to get memory ready for, of so many that are said to
  /// come.
  func room(for count: Int, elementSize: Int) -> Int { min(count, max(16, expected / elementSize)) }

  mutating func integers(_ count: Int) throws(RDSError) -> [Int32] {
    if format == .ascii { return try ascii(count) { (cursor) throws(RDSError) in try cursor.asciiInteger() } }
    return try vector(count, of: Int32.self, words: UInt32.self, "an integer vector")
  }

  mutating func doubles(_ count: Int) throws(RDSError) -> [Double] {
    if format == .ascii { return try ascii(count) { (cursor) throws(RDSError) in try cursor.asciiDouble() } }
    return try vector(count, of: Double.self, words: UInt64.self, "a numeric vector")
  }

  mutating func complexes(_ count: Int) throws(RDSError) -> [RComplex] {
    if format == .ascii {
      return try ascii(count) { (cursor) throws(RDSError) in
        RComplex(real: try cursor.asciiDouble(), imaginary: try cursor.asciiDouble())
      }
    }
    return try vector(count, of: RComplex.self, words: UInt64.self, "a complex vector")
  }

  mutating func octets(_ count: Int) throws(RDSError) -> [UInt8] {
    if format == .ascii { return try ascii(count) { (cursor) throws(RDSError) in try cursor.asciiOctet() } }
    return try vector(count, of: UInt8.self, words: UInt8.self, "a raw vector")
  }

  mutating func logicals(_ count: Int) throws(RDSError) -> [Bool?] {
    var values: [Bool?] = []
    values.reserveCapacity(room(for: count, elementSize: 4))
    if format == .ascii {
      for _ in 0..<count { values.append(Self.truth(try asciiInteger())) }
      return values
    }
    while values.count < count {
      try require(4, "a logical vector")
      let atHand = min((end - next) / 4, count - values.count)
      for index in 0..<atHand {
        let word = next.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self)
        values.append(Self.truth(format == .xdr ? Int32(bigEndian: word) : Int32(littleEndian: word)))
      }
      next += 4 * atHand
    }
    return values
  }

  private static func truth(_ value: Int32) -> Bool? { value == .naInteger ? nil : value != 0 }

  private mutating func ascii<Element>(
    _ count: Int, element: (inout RDSCursor) throws(RDSError) -> Element
  ) throws(RDSError) -> [Element] {
    var values: [Element] = []
    values.reserveCapacity(room(for: count, elementSize: 2))
    for _ in 0..<count { values.append(try element(&self)) }
    return values
  }

  /// A vector of elements that are made of words whose bytes may have to be
  /// swapped.
  ///
  /// Memory is taken at once as far as the elements can be expected to come,
  /// and doubled when they have, so that a length that is not true costs
  /// little.
  private mutating func vector<Element: BitwiseCopyable, Word: FixedWidthInteger>(
    _ count: Int, of type: Element.Type, words: Word.Type, _ what: StaticString
  ) throws(RDSError) -> [Element] {
    let size = MemoryLayout<Element>.stride
    var values: [Element] = []
    var failure: RDSError?
    repeat {
      let known = values
      let room = known.isEmpty ? self.room(for: count, elementSize: size) : min(count, 2 * known.count)
      values = [Element](unsafeUninitializedCapacity: room) { target, initialized in
        _ = target.update(fromContentsOf: known)
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(target)[(known.count * size)...])
        do throws(RDSError) {
          try self.words(
            Word.self, into: UnsafeMutableRawBufferPointer(rebasing: rest[..<((room - known.count) * size)]), what)
          initialized = room
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
    } while values.count < count
    return values
  }

  /// Fills memory with words in the order of this machine.
  private mutating func words<Word: FixedWidthInteger>(
    _ type: Word.Type, into target: UnsafeMutableRawBufferPointer, _ what: StaticString
  ) throws(RDSError) {
    var done = 0
    // By slices, which are swapped while they are in the cache.
    while done < target.count {
      let slice = UnsafeMutableRawBufferPointer(rebasing: target[done..<min(done + Self.windowSize, target.count)])
      try copy(into: slice, what)
      done += slice.count
      let words = slice.assumingMemoryBound(to: Word.self)
      switch format {
      case .xdr: for index in words.indices { words[index] = Word(bigEndian: words[index]) }
      case .native, .ascii: for index in words.indices { words[index] = Word(littleEndian: words[index]) }
      }
    }
  }
}
