import RData

/// Conversions between the kinds of vectors, as R makes them.
extension RValue {
  /// The place of a kind in the order in which R converts: a vector of mixed
  /// kinds gets the highest.
  enum Rank: Int, Comparable {
    case null, raw, logical, integer, double, complex, character, list, other

    static func < (a: Rank, b: Rank) -> Bool { a.rawValue < b.rawValue }
  }

  var rank: Rank {
    switch storage {
    case .null: .null
    case .raw: .raw
    case .logical: .logical
    case .integer: .integer
    case .double: .double
    case .complex: .complex
    case .character: .character
    case .list: .list
    default: .other
    }
  }

  /// Whether the value is of a class of its own, which R's methods treat.
  var isObject: Bool { attributes["class"] != nil }

  /// Elements as truth values; `nil` for values that have none.
  var logicals: [Bool?]? {
    switch storage {
    case .null: []
    case .logical(let values): values
    case .integer(let values): values.map { $0 == .naInteger ? nil : $0 != 0 }
    case .double(let values): values.map { $0.isNaN ? nil : $0 != 0 }
    case .raw(let values): values.map { $0 != 0 }
    case .complex(let values):
      values.map { $0.real.isNaN || $0.imaginary.isNaN ? nil : $0.real != 0 || $0.imaginary != 0 }
    case .character(let values): values.map { $0.flatMap(Self.truth) }
    case .list(let elements): Self.gather(elements) { $0.logicals }
    default: nil
    }
  }

  /// Elements as integers; what does not fit is NA.
  var integers: [Int32]? {
    if case .integer(let values) = storage { return values }
    if case .logical(let values) = storage { return values.map { $0.map { $0 ? 1 : 0 } ?? .naInteger } }
    return doubles?.map { $0.isNaN || abs($0) >= 2_147_483_648 ? .naInteger : Int32($0) }
  }

  /// Elements as doubles; a string that is no number is NA.
  var doubles: [Double]? {
    switch storage {
    case .null: []
    case .logical(let values): values.map { $0.map { $0 ? 1 : 0 } ?? .naReal }
    case .integer(let values): values.map { $0 == .naInteger ? .naReal : Double($0) }
    case .double(let values): values
    case .raw(let values): values.map(Double.init)
    case .complex(let values): values.map(\.real)
    case .character(let values): values.map { $0.flatMap(Self.number) ?? .naReal }
    case .list(let elements): Self.gather(elements) { $0.doubles }
    default: nil
    }
  }

  /// Elements as strings, numbers with up to 15 digits.
  var texts: [String?]? { texts(digits: NumberText.fullDigits) }

  func texts(digits: Int) -> [String?]? {
    switch storage {
    case .null: []
    case .logical(let values): values.map { $0.map { $0 ? "TRUE" : "FALSE" } }
    case .integer(let values): values.map { $0 == .naInteger ? nil : String($0) }
    case .double(let values): values.map { $0.isNAReal ? nil : NumberText.text($0, digits: digits) }
    case .raw(let values): values.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    case .complex(let values):
      values.map {
        if $0.real.isNAReal || $0.imaginary.isNAReal { return nil }
        let imaginary = NumberText.text($0.imaginary, digits: digits)
        let sign = imaginary.hasPrefix("-") ? "" : "+"
        return "\(NumberText.text($0.real, digits: digits))\(sign)\(imaginary)i"
      }
    case .character(let values): values
    case .list(let elements): ListText.texts(elements)
    case .symbol(let name): [name]
    default: nil
    }
  }

  /// The words that R reads as truth values.
  static func truth(_ text: String) -> Bool? {
    switch text {
    case "TRUE", "true", "T", "True": true
    case "FALSE", "false", "F", "False": false
    default: nil
    }
  }

  /// A string as R reads numbers, blanks around them allowed.
  static func number(_ text: String) -> Double? {
    let trimmed = text.drop { $0 == " " || $0 == "\t" || $0 == "\n" }
    let word = String(trimmed.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\n" }.reversed())
    guard let first = word.unicodeScalars.first else { return nil }
    if word == "NA" { return .naReal }
    if word == "Inf" || word == "inf" { return .infinity }
    if word == "-Inf" || word == "-inf" { return -.infinity }
    if word == "NaN" { return .nan }
    guard first.value < 0x80, "+-.0123456789".unicodeScalars.contains(first) else { return nil }
    if word.hasSuffix("."), let value = Double(word + "0") { return value }
    return Double(word)
  }

  /// The only element of each, when each has one.
  private static func gather<T>(_ elements: [RValue], _ convert: (RValue) -> [T]?) -> [T]? {
    var all: [T] = []
    for element in elements {
      guard element.count == 1, !element.isObject, let converted = convert(element), converted.count == 1 else {
        return nil
      }
      all.append(converted[0])
    }
    return all
  }

  /// The same elements as a vector of a higher kind, attributes kept; `nil`
  /// when there is no such conversion.
  func converted(to rank: Rank) -> RValue? {
    if rank == self.rank { return self }
    let storage: Storage?
    switch rank {
    case .null: storage = .null
    case .raw: storage = nil
    case .logical: storage = logicals.map { .logical($0) }
    case .integer: storage = integers.map { .integer($0) }
    case .double: storage = doubles.map { .double($0) }
    case .complex: storage = doubles.map { .complex($0.map { RComplex(real: $0, imaginary: $0.isNAReal ? $0 : 0) }) }
    case .character: storage = texts.map { .character($0) }
    case .list: storage = .list(self.rank == .null ? [] : split())
    case .other: storage = nil
    }
    return storage.map { RValue($0, attributes: attributes) }
  }

  /// The elements as values of their own, without names.
  func split() -> [RValue] {
    switch storage {
    case .null: []
    case .logical(let values): values.map { RValue(.logical([$0])) }
    case .integer(let values): values.map { .int($0) }
    case .double(let values): values.map { .number($0) }
    case .complex(let values): values.map { RValue(.complex([$0])) }
    case .character(let values): values.map { RValue(.character([$0])) }
    case .raw(let values): values.map { RValue(.raw([$0])) }
    case .list(let elements): elements
    default: [self]
    }
  }
}
