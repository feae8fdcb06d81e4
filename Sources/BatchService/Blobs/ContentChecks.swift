import AzureWire
import HTTPTypes
import NIOCore

/// The checksums that a client gives of bytes that it sends, or has fetched.
struct ContentChecks: Sendable {
  /// In Base64, each of which the bytes must have.
  var md5: [String] = []
  /// In Base64.
  var crc64: String?

  init(md5: [String] = [], crc64: String? = nil) {
    self.md5 = md5
    self.crc64 = crc64
  }

  /// Takes the checksums that a request gives of its body.
  init(bodyOf request: ServiceRequest) {
    md5 = [request.header("content-md5")].compactMap { $0 }
    crc64 = request.header("x-ms-content-crc64")
  }

  /// - Throws: ``WireError`` `Md5Mismatch` or `Crc64Mismatch`.
  func check(md5 actual: String, crc64 actualCRC: String?) throws {
    for sum in md5 where sum != actual {
      throw WireError(
        .badRequest, "Md5Mismatch", "The MD5 value specified in the request did not match the MD5 of the content.",
        values: [.init(key: "UserSpecifiedMd5", value: sum), .init(key: "ServerCalculatedMd5", value: actual)])
    }
    if let crc64, crc64 != actualCRC {
      throw WireError(
        .badRequest, "Crc64Mismatch",
        "The CRC64 value specified in the request did not match the CRC64 of the content.",
        values: [
          .init(key: "UserSpecifiedCrc", value: crc64), .init(key: "ServerCalculatedCrc", value: actualCRC ?? ""),
        ])
    }
  }

  /// Checks bytes that are held in memory.
  func check(_ bytes: ByteBuffer) throws {
    var (md5, crc) = (MD5Sum(), CRC64())
    md5.update(bytes.readableBytesView)
    if crc64 != nil { crc.update(bytes.readableBytesView) }
    try check(md5: md5.base64, crc64: crc.base64)
  }
}
