import AzureWire

/// Names that are never given twice.
enum Identifier {
  /// 32 hexadecimal digits from the system's generator.
  static func make() -> String { hex(MessageAuthentication.randomBytes(16)) }

  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
