/// A place in a serialization, from which numbers and text are read, never
/// past the end.
///
/// It looks at the bytes through a window, which moves on as the bytes come
/// out of their compression; over bytes in memory, the window is all of them.
struct RDSCursor: ~Copyable {
  /// How many bytes are decompressed at a time: they stay in the processor's
  /// cache until they are read.
  static let windowSize = 1 << 18

  var format: RDSStream.Format

  /// Whether strings without an encoding mark are latin1 rather than UTF-8.
  var isNativeLatin1: Bool

  /// The next byte, and the end of the window.
  var next: UnsafeRawPointer
  private(set) var end: UnsafeRawPointer
  private let windowStart: UnsafeRawPointer
  /// How many bytes came before the window.
  private var windowOffset = 0

  /// Where further bytes come from; `nil` when the window is all.
  private let source: Decompression?
  /// The window's memory, when it is the cursor's own.
  private let window: UnsafeMutableRawPointer?

  /// What is kept of the bytes that go by, or the bytes themselves.
  let kept: KeptBytes
  private(set) var isKeeping: Bool
  /// From where on the window's bytes have still to be kept.
  private var keepStart: UnsafeRawPointer
  /// What makes an address a place in what is kept.
  private var placeBias: Int

  /// A cursor at the beginning of a file, of which nothing is kept until
  /// ``beginKeeping(_:at:)``.
  init(_ source: Decompression) {
    format = .xdr
    isNativeLatin1 = false
    kept = KeptBytes()
    isKeeping = false
    placeBias = 0
    if let whole = source.whole, let start = whole.baseAddress {
      self.source = nil
      window = nil
      windowStart = start
      end = start + whole.count
    } else {
      self.source = source
      let window = UnsafeMutableRawPointer.allocate(byteCount: Self.windowSize, alignment: 16)
      self.window = window
      windowStart = UnsafeRawPointer(window)
      end = windowStart
    }
    next = windowStart
    keepStart = windowStart
  }

  /// A cursor over what was kept of a file, in which it can go back.
  init(_ stream: RDSStream, bytes: KeptBytes, place: Int) {
    format = stream.format
    isNativeLatin1 = stream.isNativeLatin1
    source = nil
    window = nil
    kept = bytes
    isKeeping = true
    windowStart = UnsafeRawPointer(bytes.start)
    end = windowStart + bytes.count
    next = windowStart + place
    keepStart = next
    placeBias = -Int(bitPattern: windowStart)
  }

  deinit { window?.deallocate() }

  /// How many bytes have been read.
  var offset: Int { windowOffset + (next - windowStart) }

  /// How many bytes are left, when that is known.
  var remaining: Int? {
    guard let source else { return end - next }
    return source.remaining.map { $0 + (end - next) }
  }

  /// How many bytes one may get memory ready for.
  var expected: Int { (end - next) + (source?.expected ?? 0) }

  /// The error that the bytes end here.
  func truncated(_ what: StaticString) -> RDSError {
    .truncated(at: windowOffset + (end - windowStart), wanting: "\(what)")
  }

  /// Makes at least `count` bytes stand in the window, a few at most.
  mutating func require(_ count: Int, _ what: StaticString) throws(RDSError) {
    while end - next < count {
      guard try more() else { throw truncated(what) }
    }
  }

  /// Moves the window on, to hold more bytes than before.
  ///
  /// - Returns: `false` at the end.
  mutating func more() throws(RDSError) -> Bool {
    guard let source, let window else { return false }
    keep()
    let left = end - next
    windowOffset += next - windowStart
    window.copyMemory(from: next, byteCount: left)
    next = windowStart
    end = windowStart + left
    keepStart = next
    placeBias = kept.count - Int(bitPattern: next)
    let count = try source.fill(UnsafeMutableRawBufferPointer(start: window + left, count: Self.windowSize - left))
    end += count
    return count > 0
  }

  /// Fills memory with the bytes that come next.
  mutating func copy(
    into target: UnsafeMutableRawBufferPointer, _ what: StaticString
  ) throws(RDSError) {
    guard let start = target.baseAddress else { return }
    var done = 0
    while done < target.count {
      let count = min(end - next, target.count - done)
      if count > 0 {
        (start + done).copyMemory(from: next, byteCount: count)
        next += count
        done += count
      } else if let source, !isKeeping {
        // Past the window, straight to where they belong.
        let count = try source.fill(UnsafeMutableRawBufferPointer(rebasing: target[done...]))
        guard count > 0 else { throw truncated(what) }
        windowOffset += count
        done += count
      } else {
        try require(1, what)
      }
    }
  }

  /// Goes past bytes.
  mutating func skip(_ count: Int, _ what: StaticString) throws(RDSError) {
    var left = count
    while left > end - next {
      left -= end - next
      next = end
      guard try more() else { throw truncated(what) }
    }
    next += left
  }

  /// What has been read of the file after its value does not matter, but its
  /// checksum does.
  func drain() throws(RDSError) { try source?.drain() }
}

/// What is kept for opaque values.
extension RDSCursor {
  /// A part of the file that is being kept.
  struct Keeping {
    /// Where it begins in what is kept.
    let place: Int
    /// Whether it is part of no other.
    let isOutermost: Bool
  }

  /// Where the next byte stands in what is kept. Means nothing while nothing
  /// is kept, and can be set by who reads only what is.
  var position: Int {
    get { Int(bitPattern: next) &+ placeBias }
    set { next = windowStart + newValue }
  }

  /// Keeps the item whose flags word has just been read, to its end.
  mutating func beginKeeping(_ word: UInt32, at place: Int) -> Keeping {
    guard !isKeeping else { return Keeping(place: place, isOutermost: false) }
    let start = kept.count
    switch format {
    case .xdr: withUnsafeBytes(of: word.bigEndian) { kept.append($0) }
    case .native: withUnsafeBytes(of: word.littleEndian) { kept.append($0) }
    case .ascii: Array("\n\(Int32(bitPattern: word))\n".utf8).withUnsafeBytes { kept.append($0) }
    }
    isKeeping = true
    keepStart = next
    placeBias = kept.count - Int(bitPattern: next)
    return Keeping(place: start, isOutermost: true)
  }

  /// - Parameter discards: whether nobody needs the part after all.
  mutating func endKeeping(_ keeping: Keeping, discards: Bool = false) {
    guard keeping.isOutermost else { return }
    keep()
    isKeeping = false
    if discards { kept.truncate(to: keeping.place) }
  }

  private mutating func keep() {
    guard isKeeping else { return }
    kept.append(UnsafeRawBufferPointer(start: keepStart, count: next - keepStart))
    keepStart = next
  }
}
