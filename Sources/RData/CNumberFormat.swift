#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Correctly rounded decimal text, by the C library.
enum CNumberFormat {
  static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// `d.ddde+dd`
  static func scientific(_ number: Double, decimals: Int) -> String {
    print("%.*e", decimals, number)
  }

  /// `ddd.ddd`
  static func fixed(_ number: Double, decimals: Int) -> String {
    print("%.*f", decimals, number)
  }

  private static func print(_ format: String, _ decimals: Int, _ number: Double) -> String {
    // The longest number has 309 digits before the point.
    let room = 330 + decimals
    return withVaList([Int32(clamping: decimals), number]) { arguments in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { buffer in
        let length = Int(vsnprintf(buffer.baseAddress, room, format, arguments))
        let text = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer[..<max(0, min(length, room - 1))]))
        return String(decoding: text, as: UTF8.self)
      }
    }
  }
}
