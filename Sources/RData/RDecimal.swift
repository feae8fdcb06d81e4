/// A finite number rounded to some significant decimal digits.
struct RDecimal {
  /// Significant digits without trailing zeros, one at least.
  let significantDigits: Int
  /// The power of ten of the first digit.
  let exponent: Int
  let isNegative: Bool
  /// Whether the rounding carried into a further digit that fixed notation,
  /// which rounds less, does not show: 9996 with three digits is 1e+04.
  let widened: Bool

  init(_ number: Double, digits: Int) {
    isNegative = number < 0
    guard number != 0 else {
      (significantDigits, exponent, widened) = (1, 0, false)
      return
    }
    let text = CNumberFormat.scientific(number.magnitude, decimals: digits - 1)
    let parts = text.split(separator: "e")
    let exponent = Int(parts[1]) ?? 0
    let mantissa = parts[0].filter { $0 != "." }
    let trailing = mantissa.reversed().prefix { $0 == "0" }.count
    self.exponent = exponent
    significantDigits = max(1, mantissa.count - trailing)
    let powers = CNumberFormat.powersOfTen
    if exponent > 0, exponent < powers.count {
      // Half of the last place that fixed notation would show.
      let fuzz = 0.5 / powers[max(0, min(digits - exponent, powers.count - 1))]
      widened = number.magnitude < powers[exponent] - fuzz
    } else {
      widened = false
    }
  }

  /// Digits before the point in fixed notation, with the sign.
  var integerWidth: Int {
    let digits = widened ? exponent : exponent + 1
    return (isNegative ? 1 : 0) + max(1, digits)
  }

  /// Digits after the point in fixed notation.
  var decimals: Int { max(0, significantDigits - exponent - 1) }
}

extension RDecimal {
  /// The smallest whole power of ten that is not below a positive number.
  static func ceilingOfLog10(_ number: Double) -> Int {
    let decimal = RDecimal(number, digits: 17)
    return decimal.significantDigits == 1 && decimal.isPowerOfTen(number) ? decimal.exponent : decimal.exponent + 1
  }

  private func isPowerOfTen(_ number: Double) -> Bool {
    CNumberFormat.scientific(number, decimals: 0).hasPrefix("1e")
  }
}
