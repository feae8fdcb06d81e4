/// R's serialization: the format of `saveRDS()` and `serialize()`.
public enum RDS {
  /// How a serialization is compressed when it is written.
  public enum Compression: Sendable {
    case none
    /// As `saveRDS()` does by default.
    case gzip
  }

  /// Reads what `saveRDS()` or `serialize()` wrote.
  ///
  /// Compressed bytes (gzip, bzip2, xz) are recognised by their beginning;
  /// versions 2 and 3 are read, in the XDR, native and ASCII formats. Vectors
  /// that R stored in a short form, such as `1:10`, come out in full.
  ///
  /// Vectors, lists, symbols and calls become values; pairlists become
  /// lists. Everything else, such as environments, functions and S4 objects, becomes
  /// ``RValue/Storage/opaque(_:)`` and is kept whole; see ``bindings(of:)``
  /// for a look into an environment. The attributes of an opaque value can be read
  /// in ``RValue/attributes``, but they are written again from its own bytes.
  ///
  /// - Throws: ``RDSError``, with the offset, when the bytes are truncated,
  ///   damaged or no serialization. Untrusted bytes are safe to read.
  public static func read(_ bytes: [UInt8]) throws(RDSError) -> RValue {
    let stream = try RDSStream(file: try Decompression.decompressed(bytes))
    var reader = RDSReader(stream: stream, position: stream.start)
    let value = try reader.item(depth: 0)
    reader.finish()
    return value
  }

  /// Writes a value so that R's `readRDS()` gives it back.
  ///
  /// - Parameters:
  ///   - version: 3, or 2 for R before 3.5.0.
  /// - Throws: ``RDSError`` when the value has no form in R: a function whose
  ///   source does not parse, or a version that does not exist.
  public static func write(
    _ value: RValue, compression: Compression = .gzip, version: Int = 3
  ) throws(RDSError) -> [UInt8] {
    let writer = RDSWriter()
    try writer.header(version: version)
    try writer.item(value, depth: 0)
    switch compression {
    case .none: return writer.output.bytes
    case .gzip: return try Gzip.compressed(writer.output.bytes)
    }
  }

  /// The variables of an environment that was read, in the order of the file.
  ///
  /// Variables that are themselves environments or functions are opaque again.
  ///
  /// - Returns: `nil` when the object is no environment with variables of its own
  ///   in the file (so for the global environment and for namespaces, of which
  ///   a file holds the name only).
  /// - Throws: ``RDSError`` when `opaque` was made from damaged bytes.
  public static func bindings(of opaque: ROpaque) throws(RDSError) -> [RBinding]? {
    var reader = RDSReader(opaque)
    let bindings = try reader.environmentBindings()
    reader.finish()
    return bindings
  }
}
