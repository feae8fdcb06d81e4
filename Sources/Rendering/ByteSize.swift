/// Numbers of bytes for people: `512 B`, `1.4 kB`, `23 MB`.
package enum ByteSize {
  /// `0 B`, `1.5 kB`, `20 MB`: in powers of 1000.
  package static func text(_ bytes: Int64) -> String {
    var value = Double(max(bytes, 0))
    for unit in ["B", "kB", "MB", "GB"] {
      if value < 1000 { return "\(rounded(value, isWhole: unit == "B")) \(unit)" }
      value /= 1000
    }
    return "\(rounded(value, isWhole: false)) TB"
  }

  private static func rounded(_ value: Double, isWhole: Bool) -> String {
    if isWhole || value >= 9.95 { return String(Int(value.rounded())) }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
