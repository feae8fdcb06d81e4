/// The bytes of a blob, known from a line and a size: the line again and
/// again, cut off at the size.
struct Content: Hashable, Sendable {
  var line: String
  var size: Int

  var bytes: [UInt8] {
    let unit = Array((line + "\n").utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + unit.count)
    while bytes.count < size { bytes += unit }
    return Array(bytes.prefix(size))
  }
}
