/// R's serialization: the format of `saveRDS()` and `serialize()`.
public enum RDS {
  /// How a serialization is compressed when it is written.
  public enum Compression: Sendable {
    case none
    /// As `saveRDS()` does by default.
    case gzip
  }

  /// How many bytes a file may grow to, unless the caller says otherwise:
  /// 4 GiB, the size of 500 million numbers.
  public static let defaultSizeLimit = 4 << 30

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
  /// - Parameters:
  ///   - bytes: a whole file; what follows the value in it is ignored.
  ///   - sizeLimit: the most bytes that compressed ones may become, and that
  ///     short forms may grow to.
  /// - Throws: ``RDSError``, with the offset, when the bytes are truncated,
  ///   damaged or no serialization, or when they grow beyond the limit.
  ///   Untrusted bytes are safe to read: values that nest more than 1,000 levels
  ///   deep are an error too, and memory is taken only as elements arrive.
  public static func read(
    _ bytes: [UInt8], sizeLimit: Int = defaultSizeLimit
  ) throws(RDSError) -> RValue {
    var result: Result<RValue, RDSError> = .success(.null)
    bytes.withUnsafeBytes { buffer in
      result = Result { () throws(RDSError) in try read(ByteInput(buffer), sizeLimit: sizeLimit) }
    }
    return try result.get()
  }

  /// Reads a file as ``read(_:sizeLimit:)`` reads its bytes, without having
  /// the whole file in memory.
  ///
  /// - Throws: ``RDSError``, also when the file cannot be opened or read.
  public static func read(
    contentsOf path: String, sizeLimit: Int = defaultSizeLimit
  ) throws(RDSError) -> RValue {
    try read(ByteInput(path: path), sizeLimit: sizeLimit)
  }

  private static func read(_ input: ByteInput, sizeLimit: Int) throws(RDSError) -> RValue {
    try readCounting(input, sizeLimit: sizeLimit).value
  }

  /// Reads values that R's `serialize()` wrote to one file, one behind the
  /// other and uncompressed, as a process does that may be killed meanwhile.
  ///
  /// - Parameter bytes: The file, whose end may be torn.
  /// - Returns: The values before the first one that cannot be read.
  package static func readSequence(_ bytes: [UInt8], sizeLimit: Int = defaultSizeLimit) -> [RValue] {
    bytes.withUnsafeBytes { buffer in
      var values: [RValue] = []
      var offset = 0
      while offset < buffer.count {
        let rest = ByteInput(UnsafeRawBufferPointer(rebasing: buffer[offset...]))
        guard let (value, length) = try? readCounting(rest, sizeLimit: sizeLimit), length > 0 else { break }
        values.append(value)
        offset += length
      }
      return values
    }
  }

  /// - Returns: The value, and how many bytes it took, decompressed.
  private static func readCounting(
    _ input: ByteInput, sizeLimit: Int
  ) throws(RDSError) -> (value: RValue, length: Int) {
    var reader = try RDSReader(file: Decompression(input, sizeLimit: sizeLimit), sizeLimit: sizeLimit)
    let value = try reader.item(depth: 0)
    let length = reader.cursor.offset
    try reader.cursor.drain()
    reader.finish()
    return (value, length)
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
