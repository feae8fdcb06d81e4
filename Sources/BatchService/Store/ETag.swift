package import AzureWire

/// Makes entity tags of the form `0x8D5F6CC317423B0`: the time of the change,
/// counted on where two changes fall together.
package enum ETag {
  /// One that hardly any other change has, even at the same moment.
  package static func make(at time: Timestamp) -> String {
    let serial = UInt64.random(in: 0..<1_000_000)
    let value = UInt64(bitPattern: time.ticks) &* 1_000 &+ serial
    let digits = String(value & 0x00FF_FFFF_FFFF_FFFF, radix: 16, uppercase: true)
    return "0x8D" + String(repeating: "0", count: max(0, 14 - digits.count)) + digits.suffix(14)
  }
}
