import RData

/// Random values together with R source that makes the same, from a seed: the
/// same seed gives the same values.
struct RandomValues {
  /// A value and its twin.
  struct Twin {
    let value: RValue
    let source: String
  }

  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A value of any kind: kinds, lengths, missing elements, names, dimensions,
  /// magnitudes and nesting all vary.
  mutating func twin(depth: Int = 0) -> Twin {
    switch below(depth < 3 ? 12 : 7) {
    case 0...4: named(vector(length: below(4) == 0 ? below(40) : below(8)))
    case 5: matrix()
    case 6: factor()
    case 7: dataFrame()
    case 8: Twin(value: .null, source: "NULL")
    case 9: classed(depth: depth)
    default: list(depth: depth)
    }
  }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// A vector of one of the six basic types, without attributes.
  mutating func vector(length: Int) -> Twin {
    let kind = below(8)
    let magnitude = below(5)
    let hasMissing = below(3) == 0
    func joined(_ sources: [String], _ empty: String) -> String {
      sources.isEmpty ? empty : "c(\(sources.joined(separator: ", ")))"
    }
    switch kind {
    case 0:
      let values = (0..<length).map { _ -> Bool? in hasMissing && below(4) == 0 ? nil : below(2) == 0 }
      return Twin(
        value: RValue(.logical(values)),
        source: joined(values.map { $0.map { $0 ? "TRUE" : "FALSE" } ?? "NA" }, "logical(0)"))
    case 1:
      let bound = [3, 100, 10_000, 1_000_000, Int(Int32.max)][magnitude]
      let values = (0..<length).map { _ -> Int32 in
        hasMissing && below(4) == 0 ? .naInteger : Int32(below(bound)) * (below(4) == 0 ? -1 : 1)
      }
      return Twin(
        value: RValue(.integer(values)),
        source: joined(values.map { $0 == .naInteger ? "NA_integer_" : "\($0)L" }, "integer(0)"))
    case 2:
      let values = (0..<length).map { _ in
        hasMissing && below(4) == 0
          ? RComplex(real: .naReal, imaginary: .naReal)
          : RComplex(real: number(magnitude, false), imaginary: number(magnitude, false))
      }
      let sources = values.map { number in
        number.isNA
          ? "NA_complex_"
          : "complex(real = \(Self.source(number.real)), imaginary = \(Self.source(number.imaginary)))"
      }
      return Twin(value: RValue(.complex(values)), source: joined(sources, "complex(0)"))
    case 3:
      let values = (0..<length).map { _ in UInt8(below(256)) }
      return Twin(
        value: RValue(.raw(values)),
        source: values.isEmpty ? "raw(0)" : "as.raw(\(joined(values.map(String.init), "")))")
    case 4, 5:
      let values = (0..<length).map { _ -> String? in hasMissing && below(4) == 0 ? nil : word() }
      return Twin(
        value: RValue(.character(values)),
        source: joined(values.map { $0.map(Self.source) ?? "NA_character_" }, "character(0)"))
    default:
      let values = (0..<length).map { _ in number(magnitude, hasMissing) }
      return Twin(value: RValue(.double(values)), source: joined(values.map(Self.source), "numeric(0)"))
    }
  }

  private mutating func number(_ magnitude: Int, _ hasSpecial: Bool) -> Double {
    if hasSpecial, below(4) == 0 { return [Double.naReal, .nan, .infinity, -.infinity, 0][below(5)] }
    let unit = Double(next() >> 11) * 0x1p-53
    let sign: Double = below(3) == 0 ? -1 : 1
    switch magnitude {
    case 0: return sign * Double(below(1000))
    case 1: return sign * unit * 100
    case 2: return sign * Double(below(100_000)) / [1, 8, 10, 1000][below(4)]
    case 3: return sign * unit * [1e-8, 1e-3, 1, 1e5, 1e12][below(5)]
    // Any exponent, from denormal numbers on.
    default: return sign * Double(sign: .plus, exponent: below(2090) - 1070, significand: 1 + unit)
    }
  }

  private mutating func word() -> String {
    let letters: [String] = [
      "a", "b", "Z", "0", " ", ".", "_", "é", "ß", "日", "本", "😀", "e\u{301}", "\"", "'", "\\", "\n", "\t", "`", "$",
      "[",
      "\u{a0}", "한",
    ]
    return (0..<below(9)).map { _ in letters[below(below(2) == 0 ? 7 : letters.count)] }.joined()
  }

  private mutating func words(_ count: Int) -> [String] { (0..<count).map { _ in word() } }

  private mutating func named(_ twin: Twin) -> Twin {
    guard below(3) == 0 else { return twin }
    let names = words(twin.value.count)
    var value = twin.value
    value.names = names
    return Twin(value: value, source: "structure(\(twin.source), names = \(Self.source(names)))")
  }

  private mutating func matrix() -> Twin {
    let dimensions = (0..<(below(4) == 0 ? 3 : 2)).map { _ in below(5) }
    let cells = vector(length: dimensions.reduce(1, *))
    var value = cells.value
    value.attributes["dim"] = RValue(.integer(dimensions.map { Int32($0) }))
    var source = "structure(\(cells.source), dim = c(\(dimensions.map { "\($0)L" }.joined(separator: ", ")))"
    if below(2) == 0 {
      let names = dimensions.map { $0 == 0 || below(4) == 0 ? nil : words($0) }
      value.attributes["dimnames"] = .list(names.map { $0.map { .strings($0) } ?? .null })
      source += ", dimnames = list(\(names.map { $0.map(Self.source) ?? "NULL" }.joined(separator: ", ")))"
    }
    return Twin(value: value, source: source + ")")
  }

  private mutating func factor() -> Twin {
    let levels = (0...below(6)).map { "\($0)" + word() }
    let codes = (0..<below(20)).map { _ in below(6) == 0 ? Int32.naInteger : Int32(below(levels.count) + 1) }
    let classes = below(3) == 0 ? ["ordered", "factor"] : ["factor"]
    var value = RValue(.integer(codes))
    value.attributes["levels"] = .strings(levels)
    value.attributes["class"] = .strings(classes)
    let numbers = codes.map { $0 == .naInteger ? "NA_integer_" : "\($0)L" }.joined(separator: ", ")
    return Twin(
      value: value,
      source: "structure(\(codes.isEmpty ? "integer(0)" : "c(\(numbers))"), levels = \(Self.source(levels)), "
        + "class = \(Self.source(classes)))")
  }

  private mutating func dataFrame() -> Twin {
    let rows = below(6)
    let columns = (0...below(5)).map { _ in vector(length: rows) }
    let names = columns.indices.map { "\($0)" + word() }
    var value = RValue.list(columns.map(\.value), names: names)
    value.attributes["class"] = .string("data.frame")
    value.attributes["row.names"] = RValue(.integer(rows == 0 ? [] : [.naInteger, -Int32(rows)]))
    let list = columns.map(\.source).joined(separator: ", ")
    return Twin(
      value: value,
      source: "structure(list(\(list)), names = \(Self.source(names)), class = \"data.frame\", "
        + "row.names = \(rows == 0 ? "integer(0)" : "c(NA_integer_, -\(rows)L)"))")
  }

  private mutating func classed(depth: Int) -> Twin {
    switch below(4) {
    case 0:
      let days = (0..<below(9)).map { _ in Double(below(40_000) - 10_000) }
      var value = RValue(.double(days))
      value.attributes["class"] = .string("Date")
      let numbers = days.isEmpty ? "numeric(0)" : "c(\(days.map(Self.source).joined(separator: ", ")))"
      return Twin(value: value, source: "structure(\(numbers), class = \"Date\")")
    case 1:
      let zone = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"][below(4)]
      let times = (0...below(5)).map { _ in Double(below(2_000_000_000)) }
      var value = RValue(.double(times))
      value.attributes["class"] = .strings(["POSIXct", "POSIXt"])
      value.attributes["tzone"] = .string(zone)
      return Twin(
        value: value,
        source: "structure(c(\(times.map(Self.source).joined(separator: ", "))), class = c(\"POSIXct\", \"POSIXt\"), "
          + "tzone = \"\(zone)\")")
    default:
      let inner = twin(depth: depth + 1)
      // `structure()` writes out the row names of data frames.
      guard !inner.value.isNull, !inner.value.inherits("data.frame") else { return inner }
      var value = inner.value
      let note = vector(length: below(4))
      value.attributes["note"] = note.value
      return Twin(value: value, source: "structure(\(inner.source), note = \(note.source))")
    }
  }

  private mutating func list(depth: Int) -> Twin {
    let elements = (0..<below(5)).map { _ in twin(depth: depth + 1) }
    let list = Twin(
      value: .list(elements.map(\.value)), source: "list(\(elements.map(\.source).joined(separator: ", ")))")
    return named(list)
  }
}

extension RandomValues {
  /// A number as R source, to the bit.
  static func source(_ number: Double) -> String {
    if number.isNaN { return number.isNAReal ? "NA_real_" : "NaN" }
    if number.isInfinite { return number < 0 ? "-Inf" : "Inf" }
    if number == 0 { return "0" }
    // R reads hexadecimal digits exactly, but loses small exponents.
    if number.magnitude >= Double.leastNormalMagnitude {
      let digits = String(number.magnitude.significandBitPattern | 1 << 52, radix: 16)
      return "\(number < 0 ? "-" : "")0x\(digits)p-52 * 2^\(Int(number.exponent))"
    }
    return "(\(source(number * 0x1p60)) * 2^-60)"
  }

  static func source(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case " "..."~": result.unicodeScalars.append(scalar)
      default: result += "\\U{\(String(scalar.value, radix: 16))}"
      }
    }
    return result + "\""
  }

  static func source(_ texts: [String]) -> String {
    texts.isEmpty ? "character(0)" : "c(\(texts.map(source).joined(separator: ", ")))"
  }
}
