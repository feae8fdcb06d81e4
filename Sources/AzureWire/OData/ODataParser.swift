/// Reads a `$filter`.
package struct ODataParser {
  private enum Token: Equatable {
    case word(String)
    case string(String)
    case open, close, comma, end
  }

  private let characters: [Character]
  private var position = 0
  private var tokenStart = 0
  private var token = Token.end
  private static let maximumDepth = 50

  /// - Returns: nil for a blank filter, which filters nothing.
  package static func parse(_ text: String) throws(ODataError) -> ODataFilter? {
    guard text.contains(where: { !$0.isWhitespace }) else { return nil }
    var parser = ODataParser(text)
    try parser.advance()
    let filter = try parser.disjunction(depth: 0)
    guard parser.token == .end else { throw parser.error("`and` or `or` is expected") }
    return filter
  }

  private init(_ text: String) {
    characters = Array(text)
  }

  private mutating func disjunction(depth: Int) throws(ODataError) -> ODataFilter {
    var filter = try conjunction(depth: depth)
    while try accept("or") { filter = .or(filter, try conjunction(depth: depth)) }
    return filter
  }

  private mutating func conjunction(depth: Int) throws(ODataError) -> ODataFilter {
    var filter = try condition(depth: depth)
    while try accept("and") { filter = .and(filter, try condition(depth: depth)) }
    return filter
  }

  private mutating func condition(depth: Int) throws(ODataError) -> ODataFilter {
    guard depth < Self.maximumDepth else { throw error("parentheses are nested too deeply") }
    if token == .open {
      try advance()
      let filter = try disjunction(depth: depth + 1)
      try expect(.close, "`)`")
      return filter
    }
    let property = try word()
    if property.lowercased() == "startswith", token == .open {
      try advance()
      let property = try word()
      try expect(.comma, "`,`")
      guard case .string(let prefix) = token else { throw error("a quoted text is expected") }
      try advance()
      try expect(.close, "`)`")
      return .startsWith(property: property, prefix: prefix)
    }
    let name = try word()
    guard let comparison = ODataFilter.Comparison(rawValue: name.lowercased()) else {
      throw error("`\(name)` is no comparison")
    }
    return .compare(property: property, comparison, try literal())
  }

  private mutating func literal() throws(ODataError) -> ODataFilter.Literal {
    if case .string(let text) = token {
      try advance()
      return .string(text)
    }
    let text = try word()
    if text.lowercased() == "datetime", case .string(let quoted) = token, let time = Timestamp(quoted) {
      try advance()
      return .time(time)
    }
    switch text.lowercased() {
    case "true": return .bool(true)
    case "false": return .bool(false)
    default: break
    }
    if let number = Int64(text) { return .number(number) }
    if let time = Timestamp(text) { return .time(time) }
    throw error("`\(text)` is no value")
  }

  private mutating func word() throws(ODataError) -> String {
    guard case .word(let word) = token else { throw error("a name is expected") }
    try advance()
    return word
  }

  private mutating func accept(_ keyword: String) throws(ODataError) -> Bool {
    guard case .word(let word) = token, word.lowercased() == keyword else { return false }
    try advance()
    return true
  }

  private mutating func expect(_ expected: Token, _ name: String) throws(ODataError) {
    guard token == expected else { throw error("\(name) is expected") }
    try advance()
  }

  private mutating func advance() throws(ODataError) {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    tokenStart = position
    guard position < characters.count else {
      token = .end
      return
    }
    switch characters[position] {
    case "(": token = .open
    case ")": token = .close
    case ",": token = .comma
    case "'":
      token = .string(try quoted())
      return
    default:
      let word = characters[position...].prefix { !$0.isWhitespace && !"(),'".contains($0) }
      position += word.count
      token = .word(String(word))
      return
    }
    position += 1
  }

  private mutating func quoted() throws(ODataError) -> String {
    var text = ""
    position += 1
    while position < characters.count {
      if characters[position] != "'" {
        text.append(characters[position])
        position += 1
      } else if position + 1 < characters.count, characters[position + 1] == "'" {
        text.append("'")
        position += 2
      } else {
        position += 1
        return text
      }
    }
    throw error("the closing quote is missing")
  }

  private func error(_ message: String) -> ODataError { ODataError(message: message, offset: tokenStart) }
}
