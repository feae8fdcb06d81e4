/// What stands before the first item of a serialization.
enum RDSFileHeader {
  /// Reads it, and leaves in the cursor how the items are to be read.
  static func read(_ cursor: inout RDSCursor) throws(RDSError) {
    let longest = 5
    while cursor.end - cursor.next < longest, try cursor.more() {}
    let start = UnsafeRawBufferPointer(start: cursor.next, count: min(longest, cursor.end - cursor.next))
    for magic in ["RDX2\n", "RDX3\n", "RDA2\n", "RDA3\n", "RDB2\n", "RDB3\n"] where start.elementsEqual(magic.utf8) {
      throw RDSError(.notRDS, offset: 0, "This is a file of R's save(), not of saveRDS(): read it with load() in R.")
    }
    switch (start.first, start.dropFirst().first) {
    case (UInt8(ascii: "X"), UInt8(ascii: "\n")): cursor.format = .xdr
    case (UInt8(ascii: "B"), UInt8(ascii: "\n")): cursor.format = .native
    case (UInt8(ascii: "A"), UInt8(ascii: "\n")): cursor.format = .ascii
    case (nil, _): throw RDSError(.truncated, offset: 0, "The R data is empty: there is nothing to read.")
    default:
      throw RDSError(
        .notRDS, offset: 0, "These bytes are not an R object: they do not begin as saveRDS() begins a file.")
    }
    cursor.next += 2
    let version = try cursor.int32("the header")
    guard version == 2 || version == 3 else {
      throw RDSError(
        .notRDS, offset: 2, "R data of serialization version \(version) is not read: write it as version 3.")
    }
    // The release that wrote it, and the oldest one that can read it.
    _ = try cursor.int32("the header")
    _ = try cursor.int32("the header")
    guard version == 3 else { return }
    let length = try cursor.count("the name of the encoding", elementSize: 1)
    let encoding = String(decoding: try cursor.text(length), as: UTF8.self).uppercased()
    cursor.isNativeLatin1 = ["ISO-8859-1", "ISO8859-1", "LATIN1", "CP1252"].contains(encoding)
  }
}
