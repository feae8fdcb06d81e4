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
    let needs = RNumberNeeds(numbers, digits: digits, naWidth: naWidth)
    self.init(needs, isFixed: needs.prefersFixed)
  }

  /// The notation for numbers that need so much, when it is known whether it
  /// is the fixed one.
  init(_ needs: RNumberNeeds, isFixed: Bool) {
    notation =
      isFixed || !needs.hasNumber
      ? .fixed(decimals: needs.decimals) : .scientific(decimals: needs.significantDigits - 1)
    width = max(isFixed ? needs.fixedWidth : needs.scientificWidth, needs.specialWidth)
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

/// What the numbers of one vector need in either notation, as R's
/// `formatReal()` gathers it.
struct RNumberNeeds {
  /// Whether there is a finite number at all.
  private(set) var hasNumber = false
  /// Whether a finite number other than zero is among them.
  private(set) var hasNonZero = false
  /// Digits after the point in fixed notation.
  private(set) var decimals = 0
  private(set) var significantDigits = 1
  /// The width of the widest NA, NaN or Inf; 0 without any.
  private(set) var specialWidth = 0

  private var integerWidth = 1
  private var largestExponent = Int.min
  private var smallestExponent = Int.max
  private var hasNegative = false

  init(_ numbers: some Collection<Double>, digits: Int, naWidth: Int = 2) {
    for number in numbers {
      guard number.isFinite else {
        let own = number.isNAReal ? naWidth : number < 0 ? 4 : 3
        specialWidth = max(specialWidth, own)
        continue
      }
      let decimal = RDecimal(number, digits: digits)
      hasNumber = true
      hasNonZero = hasNonZero || number != 0
      integerWidth = max(integerWidth, decimal.integerWidth)
      decimals = max(decimals, decimal.decimals)
      largestExponent = max(largestExponent, decimal.exponent)
      smallestExponent = min(smallestExponent, decimal.exponent)
      significantDigits = max(significantDigits, decimal.significantDigits)
      hasNegative = hasNegative || decimal.isNegative
    }
  }

  /// Whether R would choose the fixed notation.
  var prefersFixed: Bool { fixedWidth <= scientificWidth + ROptions.current.scipen }

  /// The width of the widest finite number in fixed notation.
  var fixedWidth: Int {
    hasNumber ? integerWidth + (decimals > 0 ? decimals + 1 : 0) : 0
  }

  /// The width of the finite numbers in scientific notation.
  var scientificWidth: Int {
    guard hasNumber else { return 0 }
    let exponentDigits = largestExponent >= 100 || smallestExponent <= -100 ? 3 : 2
    let mantissaWidth = significantDigits > 1 ? significantDigits + 1 : 1
    return (hasNegative ? 1 : 0) + mantissaWidth + 2 + exponentDigits
  }
}
