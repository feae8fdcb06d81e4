/// Bytes of a serialization that opaque values stand for.
///
/// Sendable without a lock: the cursor that reads the file appends to it as
/// its only owner, and hands it to its ``RDSStream`` when it has read all; from
/// then on nobody changes it.
final class KeptBytes: @unchecked Sendable {
  private(set) var start: UnsafeMutableRawPointer
  private(set) var count = 0
  private var capacity = 64

  init() {
    start = .allocate(byteCount: capacity, alignment: 16)
  }

  convenience init(_ bytes: [UInt8]) {
    self.init()
    bytes.withUnsafeBytes { append($0) }
  }

  deinit { start.deallocate() }

  func append(_ more: UnsafeRawBufferPointer) {
    guard let source = more.baseAddress else { return }
    if count + more.count > capacity {
      capacity = max(2 * capacity, count + more.count)
      let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
      larger.copyMemory(from: start, byteCount: count)
      start.deallocate()
      start = larger
    }
    (start + count).copyMemory(from: source, byteCount: more.count)
    count += more.count
  }

  /// Takes back all but the first bytes.
  func truncate(to count: Int) { self.count = min(self.count, count) }
}
