/// The notation that the numbers of one vector share: R chooses fixed or
/// scientific for all of them, and as many decimals as the neediest wants.
struct RNumberFormat {
  enum Notation: Equatable {
    case fixed(decimals: Int)
    case scientific(decimals: Int)
  }

  let notation: Notation

  /// The width of the widest number.
  let width: Int

  /// - Parameter digits: the significant digits that no number needs to
  ///   exceed, 1 to 22.
  init(for numbers: some Collection<Double>, digits: Int, naWidth: Int = 2) {
    var integerWidth = 1
    var decimals = 0
    var largestExponent = Int.min
    var smallestExponent = Int.max
    var significantDigits = 1
    var hasNegative = false
    var specialWidth = 0
    for number in numbers {
      guard number.isFinite else {
        let own = number.isNAReal ? naWidth : number < 0 ? 4 : 3
        specialWidth = max(specialWidth, own)
        continue
      }
      let decimal = RDecimal(number, digits: digits)
      integerWidth = max(integerWidth, decimal.integerWidth)
      decimals = max(decimals, decimal.decimals)
      largestExponent = max(largestExponent, decimal.exponent)
      smallestExponent = min(smallestExponent, decimal.exponent)
      significantDigits = max(significantDigits, decimal.significantDigits)
      hasNegative = hasNegative || decimal.isNegative
    }
    guard largestExponent != Int.min else {
      notation = .fixed(decimals: 0)
      width = specialWidth
      return
    }
    let fixedWidth = integerWidth + (decimals > 0 ? decimals + 1 : 0)
    let exponentDigits = largestExponent >= 100 || smallestExponent <= -100 ? 3 : 2
    let mantissaWidth = significantDigits > 1 ? significantDigits + 1 : 1
    let scientificWidth = (hasNegative ? 1 : 0) + mantissaWidth + 2 + exponentDigits
    if fixedWidth <= scientificWidth {
      notation = .fixed(decimals: decimals)
      width = max(fixedWidth, specialWidth)
    } else {
      notation = .scientific(decimals: significantDigits - 1)
      width = max(scientificWidth, specialWidth)
    }
  }

  /// The number in this notation, not padded.
  func string(_ number: Double, na: String = "NA") -> String {
    if number.isNaN { return number.isNAReal ? na : "NaN" }
    if number.isInfinite { return number < 0 ? "-Inf" : "Inf" }
    // R shows no negative zero.
    let shown = number == 0 ? 0 : number
    switch notation {
    case .fixed(let decimals): return CNumberFormat.fixed(shown, decimals: decimals)
    case .scientific(let decimals): return CNumberFormat.scientific(shown, decimals: decimals)
    }
  }
}
