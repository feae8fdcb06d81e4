import Synchronization

/// The uncompressed bytes of one serialization, and where in them the
/// objects stand that later items refer to.
///
/// Opaque values keep the stream they were read from, so that several of them
/// can share an environment without a copy each.
final class RDSStream: Sendable {
  /// How numbers are spelt.
  enum Format: Sendable {
    /// Big-endian, R's default.
    case xdr
    /// Little-endian, what `serialize(xdr = FALSE)` writes on common machines.
    case native
    /// Decimal or hexadecimal text, one item a line.
    case ascii
  }

  let bytes: [UInt8]
  let format: Format

  /// Whether strings without an encoding mark are latin1 rather than UTF-8.
  let isNativeLatin1: Bool

  /// Where the first item begins.
  let start: Int

  /// Offsets of the items that can be referred to, in the order in which
  /// they are numbered. Filled by the reader once it has gone through.
  let references: Mutex<[Int]>

  init(bytes: [UInt8], format: Format, isNativeLatin1: Bool, start: Int) {
    self.bytes = bytes
    self.format = format
    self.isNativeLatin1 = isNativeLatin1
    self.start = start
    self.references = Mutex([])
  }

  /// A stream that is one bare item in XDR without a file header.
  convenience init(item bytes: [UInt8]) {
    self.init(bytes: bytes, format: .xdr, isNativeLatin1: false, start: 0)
  }

  /// Reads the file header of an uncompressed serialization.
  convenience init(file bytes: [UInt8]) throws(RDSError) {
    if bytes.starts(with: Array("RDX2\n".utf8)) || bytes.starts(with: Array("RDX3\n".utf8))
      || bytes.starts(with: Array("RDA2\n".utf8)) || bytes.starts(with: Array("RDA3\n".utf8))
    {
      throw RDSError(.notRDS, offset: 0, "This is a file of R's save(), not of saveRDS(): read it with load() in R.")
    }
    let format: Format
    switch (bytes.first, bytes.dropFirst().first) {
    case (UInt8(ascii: "X"), UInt8(ascii: "\n")): format = .xdr
    case (UInt8(ascii: "B"), UInt8(ascii: "\n")): format = .native
    case (UInt8(ascii: "A"), UInt8(ascii: "\n")): format = .ascii
    case (nil, _): throw RDSError(.truncated, offset: 0, "The R data is empty: there is nothing to read.")
    default:
      throw RDSError(
        .notRDS, offset: 0, "These bytes are not an R object: they do not begin as saveRDS() begins a file.")
    }
    var cursor = RDSCursor(bytes: bytes, format: format, position: 2)
    let version = try cursor.int32("the header")
    guard version == 2 || version == 3 else {
      throw RDSError(
        .notRDS, offset: 2, "R data of serialization version \(version) is not read: write it as version 3.")
    }
    _ = try cursor.int32("the header")
    _ = try cursor.int32("the header")
    var isNativeLatin1 = false
    if version == 3 {
      let length = try cursor.count("the name of the encoding", elementSize: 1)
      let encoding = String(decoding: try cursor.text(length), as: UTF8.self).uppercased()
      isNativeLatin1 = ["ISO-8859-1", "ISO8859-1", "LATIN1", "CP1252"].contains(encoding)
    }
    self.init(bytes: bytes, format: format, isNativeLatin1: isNativeLatin1, start: cursor.position)
  }
}
