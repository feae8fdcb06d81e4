/// What is wrong with an XML document, and where.
package struct XMLError: Error, Sendable, CustomStringConvertible {
  /// What is wrong there.
  package let message: String
  /// Bytes from the start of the document.
  package let offset: Int

  /// A sentence that names the place.
  package var description: String { "The XML document is broken at byte \(offset): \(message)." }
}

/// Reads the XML that Blob Storage and its clients write: elements,
/// attributes, text, entities, CDATA and comments. Document types are
/// refused, and nesting is bounded, so that no document can hurt the reader.
package struct XMLReader {
  private let bytes: [UInt8]
  private var position = 0
  private static let maximumDepth = 64

  /// - Throws: ``XMLError`` for anything but one well-formed element.
  package static func read(_ bytes: some Sequence<UInt8>) throws(XMLError) -> XMLNode {
    var reader = XMLReader(bytes: Array(bytes))
    reader.skipByteOrderMark()
    try reader.skipMisc()
    let node = try reader.element(depth: 0)
    try reader.skipMisc()
    guard reader.position == reader.bytes.count else { throw reader.error("text after the end") }
    return node
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func skipByteOrderMark() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  private mutating func skipMisc() throws(XMLError) {
    while true {
      skipSpace()
      if starts(with: "<?") {
        try skip(through: "?>")
      } else if starts(with: "<!--") {
        try skip(through: "-->")
      } else {
        return
      }
    }
  }

  private mutating func element(depth: Int) throws(XMLError) -> XMLNode {
    guard depth < Self.maximumDepth else { throw error("elements are nested too deeply") }
    try expect("<")
    var node = XMLNode(try name())
    while true {
      skipSpace()
      if starts(with: "/>") {
        position += 2
        return node
      }
      if starts(with: ">") {
        position += 1
        break
      }
      let key = try name()
      skipSpace()
      try expect("=")
      skipSpace()
      node.attributes[key] = try quoted()
    }
    try content(of: &node, depth: depth)
    try expect("</")
    guard try name() == node.name else { throw error("the end tag of <\(node.name)> is missing") }
    skipSpace()
    try expect(">")
    return node
  }

  private mutating func content(of node: inout XMLNode, depth: Int) throws(XMLError) {
    var text: [UInt8] = []
    while !starts(with: "</") {
      if starts(with: "<!--") {
        try skip(through: "-->")
      } else if starts(with: "<![CDATA[") {
        let start = position + 9
        try skip(through: "]]>")
        text += bytes[start..<(position - 3)]
      } else if starts(with: "<") {
        node.children.append(try element(depth: depth + 1))
      } else {
        text += try characters(until: [UInt8(ascii: "<")])
      }
    }
    let string = String(decoding: text, as: UTF8.self)
    // White space between elements is layout, not text.
    let isLayout = !node.children.isEmpty && string.allSatisfy(\.isWhitespace)
    node.text = isLayout ? "" : string
  }

  private mutating func quoted() throws(XMLError) -> String {
    guard position < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[position]) else {
      throw error("an attribute has no quoted value")
    }
    let quote = bytes[position]
    position += 1
    let text = try characters(until: [quote])
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func characters(until stops: [UInt8]) throws(XMLError) -> [UInt8] {
    var text: [UInt8] = []
    while true {
      guard position < bytes.count else { throw error("it ends too early") }
      let byte = bytes[position]
      if stops.contains(byte) { return text }
      if byte == UInt8(ascii: "&") {
        text += Array(String(try entity()).utf8)
      } else {
        text.append(byte)
        position += 1
      }
    }
  }

  private mutating func entity() throws(XMLError) -> Character {
    let end = bytes[position...].prefix(12).firstIndex(of: UInt8(ascii: ";"))
    guard let end else { throw error("an entity has no end") }
    let name = String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
    let scalar: Unicode.Scalar? =
      switch name {
      case "amp": "&"
      case "lt": "<"
      case "gt": ">"
      case "quot": "\""
      case "apos": "'"
      case let number where number.hasPrefix("#x"): UInt32(number.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
      case let number where number.hasPrefix("#"): UInt32(number.dropFirst()).flatMap(Unicode.Scalar.init)
      default: nil
      }
    guard let scalar else { throw error("the entity &\(name); is unknown") }
    position = end + 1
    return Character(scalar)
  }

  private mutating func name() throws(XMLError) -> String {
    let stops = Set(" \t\r\n=/<>\"'&".utf8)
    let name = bytes[position...].prefix { !stops.contains($0) }
    guard !name.isEmpty, name.first != UInt8(ascii: "!") else { throw error("a name is missing") }
    position += name.count
    return String(decoding: name, as: UTF8.self)
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }

  private mutating func skip(through end: String) throws(XMLError) {
    while !starts(with: end) {
      guard position < bytes.count else { throw error("\(end) is missing") }
      position += 1
    }
    position += end.utf8.count
  }

  private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

  private mutating func expect(_ text: String) throws(XMLError) {
    guard starts(with: text) else { throw error("\(text) is missing") }
    position += text.utf8.count
  }

  private func error(_ message: String) -> XMLError { XMLError(message: message, offset: position) }
}
