import RData

/// The everyday part of `format`: elements as strings of one width.
enum Formatting {
  static func apply(_ call: BuiltinCall) throws -> RValue {
    let value = try call.required("x")
    let width = try call.whole("width") ?? 0
    let digits = try call.whole("digits") ?? NumberText.printDigits
    let minimumFraction = try call.whole("nsmall") ?? 0
    guard (1...15).contains(digits), (0...20).contains(minimumFraction), width <= 8192 else {
      throw NotEvaluatedHere()
    }
    let texts: [String]
    var padsRight = false
    switch value.storage {
    case .character(let values):
      texts = values.map { $0 ?? "NA" }
      padsRight = true
    case .logical, .integer:
      texts = (value.texts ?? []).map { $0 ?? "NA" }
    case .double(let values):
      texts = try numbers(values, digits: digits, minimumFraction: minimumFraction)
    default: throw NotEvaluatedHere()
    }
    let common = max(width, texts.map(RText.width).max() ?? 0)
    var result = RValue.strings(
      texts.map { padsRight ? RText.padRight($0, to: common) : RText.padLeft($0, to: common) })
    for name in ["names", "dim", "dimnames"] { result.attributes[name] = value.attributes[name] }
    return result
  }

  /// All with the same number of decimals, or all scientific where that is
  /// shorter.
  private static func numbers(_ values: [Double], digits: Int, minimumFraction: Int) throws -> [String] {
    let finite = values.filter { $0.isFinite }
    let shapes = finite.map { $0 == 0 ? (significant: 1, exponent: 0) : NumberText.shape($0, digits: digits) }
    let sign = finite.contains { $0 < 0 } ? 1 : 0
    let fraction = max(shapes.map { max(0, $0.significant - $0.exponent - 1) }.max() ?? 0, 0)
    let left = (shapes.map { max($0.exponent, 0) + 1 }.max() ?? 1) + sign
    let fixedWidth = left + (fraction > 0 ? fraction + 1 : 0)
    let mantissa = shapes.map(\.significant).max() ?? 1
    let hasLongExponent = shapes.contains { abs($0.exponent) >= 100 }
    let scientificWidth = sign + (mantissa > 1 ? mantissa + 1 : 1) + (hasLongExponent ? 5 : 4)
    return values.map { value in
      guard value.isFinite else { return NumberText.text(value) }
      if fixedWidth <= scientificWidth + ROptions.current.scipen {
        return NumberText.format("%.*f", max(fraction, minimumFraction), value)
      }
      return NumberText.format("%.*e", mantissa - 1, value)
    }
  }
}
