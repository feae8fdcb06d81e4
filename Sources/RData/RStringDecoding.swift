/// Turns the bytes of R strings into Swift strings.
enum RStringDecoding {
  /// The text of a CHARSXP.
  ///
  /// Strings are marked UTF-8, latin1 (which R takes as Windows-1252) or
  /// bytes, or not marked at all. What is no text is shown as R prints it:
  /// each odd byte as `\xNN`.
  static func string(
    _ bytes: UnsafeBufferPointer<UInt8>, encoding: RStringEncoding, isNativeLatin1: Bool
  ) -> String {
    if encoding.contains(.bytes) { return escaped(bytes) }
    let isLatin1 = encoding.contains(.latin1) || (isNativeLatin1 && !encoding.contains(.utf8))
    if isLatin1 { return latin1(bytes) }
    return String(validating: bytes, as: UTF8.self) ?? escaped(bytes)
  }

  private static func latin1(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      if (0x80..<0xA0).contains(byte) {
        text.append(contentsOf: windows1252[Int(byte) - 0x80].unicodeScalars)
      } else {
        text.append(Unicode.Scalar(byte))
      }
    }
    return String(text)
  }

  private static func escaped(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var text = ""
    for byte in bytes {
      if byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "\\x" + String(byte, radix: 16)
      }
    }
    return text
  }

  /// Windows-1252 from 0x80 to 0x9F; R shows the five unassigned codes as
  /// `<81>` and the like.
  private static let windows1252 = [
    "€", "<81>", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "<8d>", "Ž", "<8f>",
    "<90>", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "<9d>", "ž", "Ÿ",
  ]
}
