import FoundationEssentials

/// The journal's bytes: each record is a line of eight hexadecimal digits
/// (CRC-32 of the rest), a space, and JSON.
package enum JournalCodec {
  /// - Throws: `EncodingError`, which no record should cause.
  package static func encode(_ records: [JournalRecord]) throws -> [UInt8] {
    let encoder = JSONEncoder()
    var bytes: [UInt8] = []
    for record in records {
      let json = try encoder.encode(record)
      let digits = String(CRC32.of(json), radix: 16)
      bytes += Array(String(repeating: "0", count: 8 - digits.utf8.count).utf8) + Array(digits.utf8)
      bytes.append(UInt8(ascii: " "))
      bytes += json
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// Reads records up to the first that is torn or damaged, as the end of a
  /// journal is after a crash.
  /// - Returns: The records, and how many bytes at the end are none.
  package static func decode(_ bytes: [UInt8]) -> (records: [JournalRecord], damaged: Int) {
    let decoder = JSONDecoder()
    var records: [JournalRecord] = []
    var start = 0
    while start < bytes.count {
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")), end - start > 9,
        bytes[start + 8] == UInt8(ascii: " "),
        let check = UInt32(String(decoding: bytes[start..<(start + 8)], as: UTF8.self), radix: 16)
      else { break }
      let json = Data(bytes[(start + 9)..<end])
      guard check == CRC32.of(json), let record = try? decoder.decode(JournalRecord.self, from: json) else { break }
      records.append(record)
      start = end + 1
    }
    return (records, bytes.count - start)
  }
}

/// The checksum of zlib and Ethernet.
enum CRC32 {
  static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { check, byte in table[Int(UInt8(truncatingIfNeeded: check) ^ byte)] ^ (check >> 8) }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }
}
