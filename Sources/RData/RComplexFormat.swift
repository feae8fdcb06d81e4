/// The notation that the complex numbers of one vector share, one for the
/// real and one for the imaginary parts.
struct RComplexFormat {
  private let real: RNumberFormat
  private let imaginary: RNumberFormat
  private let digits: Int

  /// The width of the widest number.
  let width: Int

  init(for numbers: [RComplex], digits: Int) {
    self.digits = digits
    let rounded = numbers.filter { !$0.isNA }.map { $0.rounded(toDigits: digits) }
    real = RNumberFormat(for: rounded.map(\.real), digits: digits)
    imaginary = RNumberFormat(for: rounded.map(\.imaginary.magnitude), digits: digits)
    let widest = rounded.isEmpty ? 0 : real.width + imaginary.width + 2
    width = numbers.contains(where: \.isNA) ? max(widest, 2) : widest
  }

  /// The number in this notation; its real part is padded to the width of the
  /// real parts.
  func string(_ number: RComplex, padded: Bool = false) -> String {
    if number.isNA { return "NA" }
    let rounded = number.rounded(toDigits: digits)
    let realText = real.string(rounded.real)
    let sign = rounded.imaginary < 0 ? "-" : "+"
    let imaginaryText = imaginary.string(rounded.imaginary.magnitude)
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
    guard digits > 0 else { return 0 }
    return Double(CNumberFormat.scientific(self, decimals: digits - 1)) ?? self
  }
}
