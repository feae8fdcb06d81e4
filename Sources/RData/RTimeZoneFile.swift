#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// This machine's copy of the tz database.
enum RTimeZoneFile {
  private static let folder = "/usr/share/zoneinfo"
  /// Far beyond the largest zone.
  private static let mostBytes = 1 << 18

  /// The file of a zone; `nil` when it cannot be read.
  static func bytes(_ name: String) -> [UInt8]? {
    guard let file = fopen("\(folder)/\(name)", "rb") else { return nil }
    defer { fclose(file) }
    let bytes = [UInt8](unsafeUninitializedCapacity: mostBytes) { buffer, count in
      count = fread(buffer.baseAddress, 1, mostBytes, file)
    }
    return bytes.isEmpty ? nil : bytes
  }
}
