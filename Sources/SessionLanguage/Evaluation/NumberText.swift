import RData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Numbers as R writes them: the fewest significant digits that show a number
/// to the given precision, fixed or scientific, whichever is shorter.
enum NumberText {
  /// The number of digits `as.character` and `paste` show.
  static let fullDigits = 15
  /// The number of digits `print` and `cat` show.
  static var printDigits: Int { ROptions.current.digits }

  static func text(_ value: Double, digits: Int = fullDigits) -> String {
    if value.isNAReal { return "NA" }
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "Inf" }
    if value == 0 { return "0" }
    let (significant, exponent) = shape(value, digits: digits)
    let fraction = max(0, significant - exponent - 1)
    let fixedWidth = max(exponent, 0) + 1 + (fraction > 0 ? fraction + 1 : 0)
    let scientificWidth = (significant > 1 ? significant + 1 : 1) + (abs(exponent) >= 100 ? 5 : 4)
    return fixedWidth <= scientificWidth + ROptions.current.scipen
      ? format("%.*f", fraction, value) : format("%.*e", significant - 1, value)
  }

  /// How many significant digits a finite number other than 0 needs, at most
  /// `digits`, and its decimal exponent.
  static func shape(_ value: Double, digits: Int) -> (significant: Int, exponent: Int) {
    let text = format("%.*e", digits - 1, value)
    let parts = text.split(separator: "e")
    let mantissa = parts[0].filter(\.isNumber)
    let significant = mantissa.reversed().drop { $0 == "0" }.count
    return (max(significant, 1), Int(parts.last ?? "0") ?? 0)
  }

  /// C's `printf` for one format with a precision argument and a number.
  static func format(_ format: String, _ precision: Int, _ value: Double) -> String {
    print(format, [Int32(clamping: precision), value])
  }

  /// C's `printf`; the arguments must be those that the format asks for.
  static func print(_ format: String, _ arguments: [any CVarArg]) -> String {
    var buffer = [CChar](repeating: 0, count: 512)
    let length = withVaList(arguments) { vsnprintf(&buffer, buffer.count, format, $0) }
    guard length >= 0 else { return "" }
    if Int(length) >= buffer.count {
      buffer = [CChar](repeating: 0, count: Int(length) + 1)
      _ = withVaList(arguments) { vsnprintf(&buffer, buffer.count, format, $0) }
    }
    return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
