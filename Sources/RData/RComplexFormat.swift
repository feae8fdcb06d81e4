/// The notation that the complex numbers of one vector share, one for the
/// real and one for the imaginary parts.
///
/// As R's `formatComplex()`: fixed or scientific is decided for both parts
/// together, unless one part is zero throughout.
struct RComplexFormat {
  private let real: RNumberFormat
  private let imaginary: RNumberFormat
  private let digits: Int

  /// The width of the widest number.
  let width: Int

  init(for numbers: [RComplex], digits: Int) {
    self.digits = digits
    let present = numbers.filter { !$0.isNA }
    let rounded = present.map { $0.rounded(toDigits: digits) }
    let realNeeds = RNumberNeeds(rounded.map(\.real), digits: digits)
    let imaginaryNeeds = RNumberNeeds(rounded.map(\.imaginary.magnitude), digits: digits)
    let isRealFixed: Bool
    let isImaginaryFixed: Bool
    if present.allSatisfy({ $0.real == 0 || !$0.real.isFinite }) {
      isRealFixed = true
      isImaginaryFixed = imaginaryNeeds.prefersFixed
    } else if present.allSatisfy({ $0.imaginary == 0 || !$0.imaginary.isFinite }) {
      isRealFixed = realNeeds.prefersFixed
      isImaginaryFixed = true
    } else {
      let fixedWidth = realNeeds.fixedWidth + imaginaryNeeds.fixedWidth
      isRealFixed = fixedWidth < realNeeds.scientificWidth + imaginaryNeeds.scientificWidth + ROptions.current.scipen
      isImaginaryFixed = isRealFixed
    }
    real = RNumberFormat(realNeeds, isFixed: isRealFixed)
    imaginary = RNumberFormat(imaginaryNeeds, isFixed: isImaginaryFixed)
    let widest = rounded.isEmpty ? 0 : real.width + imaginary.width + 2
    width = numbers.contains(where: \.isNA) ? max(widest, 2) : widest
  }

  /// The number in this notation.
  ///
  /// - Parameters:
  ///   - padded: whether both parts are as wide as the widest.
  ///   - isRounded: whether a part that is nothing beside the other is shown as
  ///     zero.
  func string(_ number: RComplex, padded: Bool = false, isRounded: Bool = true) -> String {
    if number.isNA { return "NA" }
    // The digits are those of the number itself: rounding decides only what is zero.
    let rounded = isRounded ? number.rounded(toDigits: digits) : number
    let realText = real.string(rounded.real == 0 ? 0 : number.real)
    let sign = number.imaginary < 0 ? "-" : "+"
    let imaginaryText = imaginary.string(rounded.imaginary == 0 ? 0 : number.imaginary.magnitude)
    let padding = String(repeating: " ", count: padded ? max(0, real.width - realText.count) : 0)
    let imaginaryPadding = String(repeating: " ", count: padded ? max(0, imaginary.width - imaginaryText.count) : 0)
    return padding + realText + sign + imaginaryPadding + imaginaryText + "i"
  }
}

extension RComplex {
  /// Whether it is R's `NA_complex_`.
  public var isNA: Bool { real.isNAReal || imaginary.isNAReal }

  /// Both parts rounded to the place of the larger one's last significant
  /// digit.
  func rounded(toDigits digits: Int) -> RComplex {
    let largest = max(real.isFinite ? real.magnitude : 0, imaginary.isFinite ? imaginary.magnitude : 0)
    guard largest > 0 else { return self }
    let decimals = digits - 1 - RDecimal(largest, digits: digits).exponent
    return RComplex(real: real.rounded(toDecimals: decimals), imaginary: imaginary.rounded(toDecimals: decimals))
  }
}

extension Double {
  /// Rounded to a number of decimals, which may be negative.
  func rounded(toDecimals decimals: Int) -> Double {
    guard isFinite, self != 0 else { return self }
    if decimals >= 0 { return Double(CNumberFormat.fixed(self, decimals: min(decimals, 330))) ?? self }
    let digits = RDecimal(self, digits: 17).exponent + 1 + decimals
    guard digits > 0 else {
      // Below the place: it rounds to nothing, or up to one there.
      guard digits == 0, -decimals < CNumberFormat.powersOfTen.count else { return 0 }
      let unit = CNumberFormat.powersOfTen[-decimals]
      return magnitude > unit / 2 ? (self < 0 ? -unit : unit) : 0
    }
    return Double(CNumberFormat.scientific(self, decimals: digits - 1)) ?? self
  }
}
