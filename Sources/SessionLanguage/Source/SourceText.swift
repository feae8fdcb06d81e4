/// A text in the session language, with the name under which errors in it are
/// reported: a file name, `<prompt>` or `-e`.
package struct SourceText: Sendable {
  /// What diagnostics call it, such as the name of a file.
  package let name: String
  /// All of it.
  package let text: String
  let bytes: [UInt8]
  private let lineStarts: [Int]

  package init(name: String, text: String) {
    self.name = name
    self.text = text
    let bytes = Array(text.utf8)
    self.bytes = bytes
    var lineStarts = [0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A { lineStarts.append(offset + 1) }
    self.lineStarts = lineStarts
  }

  /// A text that comes from outside, a file or a terminal: its lines end with
  /// CRLF, CR or LF, and R knows the last alone.
  package init(name: String, reading text: String) {
    self.init(name: name, text: Self.withPlainLineEnds(text))
  }

  /// The text with a line feed in the place of every CRLF and CR.
  package static func withPlainLineEnds(_ text: String) -> String {
    let carriageReturn = UInt8(ascii: "\r")
    guard text.utf8.contains(carriageReturn) else { return text }
    var bytes: [UInt8] = []
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == carriageReturn {
        bytes.append(UInt8(ascii: "\n"))
      } else if byte != UInt8(ascii: "\n") || previous != carriageReturn {
        bytes.append(byte)
      }
      previous = byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of a span; what lies outside of the source is left out.
  package func substring(_ span: SourceSpan) -> String {
    let upper = min(max(span.upperBound, 0), bytes.count)
    let lower = min(max(span.lowerBound, 0), upper)
    return String(decoding: bytes[lower..<upper], as: UTF8.self)
  }

  /// Line and column of a byte offset, both counted from 1; columns count
  /// characters. An offset behind the end is taken as the end.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(of: offset)
    return (line + 1, substring(SourceSpan(lineStarts[line], offset)).count + 1)
  }

  /// The span of the line that holds an offset, without its line end.
  func lineSpan(containing offset: Int) -> SourceSpan {
    let line = lineIndex(of: min(max(offset, 0), bytes.count))
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return SourceSpan(start, end)
  }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
