package import NIOCore

/// Whole numbers that a client sends as text, `"priority": "5"`: what `az batch`
/// makes of the numbers of its options.
package enum QuotedNumbers {
  /// The members that are whole numbers and that `az batch` has options for.
  private static let names: Set<[UInt8]> = Set(
    [
      "priority", "maxParallelTasks", "maxTaskRetryCount", "requiredSlots", "targetDedicatedNodes",
      "targetLowPriorityNodes", "taskSlotsPerNode", "maxTasksPerNode",
    ].map { Array($0.utf8) })

  /// JSON text with the quotes taken away around such numbers; any other text
  /// comes back as it is.
  ///
  /// A name inside of a string is followed by an escaped quote, and so is never
  /// taken for a member's.
  package static func unquoted(_ text: ByteBuffer) -> ByteBuffer {
    let bytes = text.readableBytesView
    var kept: ByteBuffer?
    var copied = bytes.startIndex
    var position = bytes.startIndex
    while let colon = bytes[position...].firstIndex(of: UInt8(ascii: ":")) {
      position = colon + 1
      guard let (opening, closing) = number(in: bytes, after: colon), isName(bytes, before: colon) else { continue }
      var result = kept ?? ByteBuffer()
      result.writeBytes(bytes[copied..<opening])
      result.writeBytes(bytes[(opening + 1)..<closing])
      kept = result
      copied = closing + 1
      position = copied
    }
    guard var kept else { return text }
    kept.writeBytes(bytes[copied...])
    return kept
  }

  /// The two quotes around a whole number behind a colon.
  private static func number(in bytes: ByteBufferView, after colon: Int) -> (Int, Int)? {
    guard let opening = bytes[(colon + 1)...].firstIndex(where: { !isBlank($0) }), bytes[opening] == quote else {
      return nil
    }
    var end = opening + 1
    if end < bytes.endIndex, bytes[end] == UInt8(ascii: "-") { end += 1 }
    let firstDigit = end
    while end < bytes.endIndex, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[end]) { end += 1 }
    guard end > firstDigit, end < bytes.endIndex, bytes[end] == quote else { return nil }
    // JSON's numbers have no leading zeros.
    guard end - firstDigit == 1 || bytes[firstDigit] != UInt8(ascii: "0") else { return nil }
    return (opening, end)
  }

  private static func isName(_ bytes: ByteBufferView, before colon: Int) -> Bool {
    guard let closing = bytes[..<colon].lastIndex(where: { !isBlank($0) }), bytes[closing] == quote,
      let opening = bytes[..<closing].lastIndex(of: quote)
    else { return false }
    return names.contains(Array(bytes[(opening + 1)..<closing]))
  }

  private static let quote = UInt8(ascii: "\"")

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
