/// Undoes the compressions that `saveRDS()` knows, recognised by how the
/// bytes begin.
enum Decompression {
  /// The uncompressed bytes; bytes of no known compression as they are.
  static func decompressed(_ bytes: [UInt8]) throws(RDSError) -> [UInt8] {
    if bytes.starts(with: [0x1F, 0x8B]) { return try Gzip.decompressed(bytes) }
    if bytes.starts(with: Array("BZh".utf8)) { return try Bzip2.decompressed(bytes) }
    if bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) { return try XZ.decompressed(bytes) }
    // R writes this older container for compress = "xz" in some versions.
    if bytes.starts(with: [0x5D, 0x00, 0x00]) { return try XZ.decompressed(bytes) }
    if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      throw RDSError(.notRDS, offset: 0, "The R data is compressed with zstd, which is not read: save it with gzip.")
    }
    return bytes
  }

  /// What one step of a decompressor did.
  struct Step {
    /// Bytes taken from the input and put into the output.
    let consumed: Int
    let produced: Int
    let isEnd: Bool
  }

  /// Runs a decompressor into a buffer that grows as needed.
  ///
  /// - Parameters:
  ///   - expected: the size of the whole output, when it is known.
  ///   - step: takes the input that is left and room for output.
  static func run(
    _ bytes: [UInt8], expected: Int?, name: String,
    step: (UnsafeBufferPointer<UInt8>, UnsafeMutableBufferPointer<UInt8>) throws(RDSError) -> Step
  ) throws(RDSError) -> [UInt8] {
    var output: [UInt8] = []
    var consumed = 0
    // One byte more than expected, so that the end is met in the first round.
    var room = (expected ?? max(bytes.count, 1 << 14) * 4) + 1
    while true {
      var last: Result<Step, RDSError> = .success(Step(consumed: 0, produced: 0, isEnd: true))
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { target, count in
        last = bytes.withUnsafeBufferPointer { source in
          Result { () throws(RDSError) -> Step in try step(UnsafeBufferPointer(rebasing: source[consumed...]), target) }
        }
        if case .success(let step) = last { count = step.produced }
      }
      let result = try last.get()
      consumed += result.consumed
      if output.isEmpty { output = chunk } else { output += chunk }
      if result.isEnd { return output }
      guard result.consumed > 0 || result.produced > 0 else {
        throw RDSError(
          .truncated, offset: consumed, "The \(name) data ends too early, at byte \(consumed): fetch it again.")
      }
      room = max(output.count, 1 << 16)
    }
  }
}
