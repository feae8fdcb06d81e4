import AzureWire

/// The CRC-64 with which Azure Storage checks what it is sent: the
/// polynomial 0xAD93D23594C93659, reflected in and out, all ones at start and
/// end. In headers it is the Base64 of its bytes, the lowest first.
///
/// Source: `StorageCrc64Calculator` of Azure's clients; its check value (that
/// of `123456789`) is 0xAE8B14860A799888.
package struct CRC64: Sendable {
  private var state = UInt64.max

  package init() {}

  package mutating func update(_ bytes: some Sequence<UInt8>) {
    // A byte sequence that lies in one piece is looked at without copies.
    let done: Void? = bytes.withContiguousStorageIfAvailable { state = Self.advance(state, $0) }
    guard done == nil else { return }
    for byte in bytes { state = Self.step(state, byte) }
  }

  /// The sum in Base64, as a header carries it.
  package var base64: String {
    let value = ~state
    return Base64.encode((0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) })
  }

  private static func advance(_ state: UInt64, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    table.withUnsafeBufferPointer { table in
      bytes.reduce(state) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
    }
  }

  private static func step(_ state: UInt64, _ byte: UInt8) -> UInt64 {
    table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ (state >> 8)
  }

  private static let reflectedPolynomial: UInt64 = 0x9A6C_9329_AC4B_C9B5

  private static let table: [UInt64] = (0..<256).map { index in
    (0..<8).reduce(UInt64(index)) { value, _ in (value >> 1) ^ (value & 1 == 1 ? reflectedPolynomial : 0) }
  }
}
