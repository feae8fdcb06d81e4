/// The bytes of a serialization, its compression undone as they are asked
/// for.
///
/// The compressions that `saveRDS()` and `memCompress()` know are recognised by
/// how the bytes begin.
final class Decompression {
  private let input: ByteInput
  /// `nil` for bytes of no known compression.
  private let decompressor: (any Decompressor)?
  private let sizeLimit: Int
  private var isAtEnd = false

  /// How many bytes have come out.
  private(set) var produced = 0

  /// - Parameter sizeLimit: the most bytes that compressed ones may become.
  init(_ input: ByteInput, sizeLimit: Int) throws(RDSError) {
    self.input = input
    self.sizeLimit = sizeLimit
    decompressor = try Self.decompressor(for: input)
  }

  private static func decompressor(for input: ByteInput) throws(RDSError) -> (any Decompressor)? {
    if input.begins(with: Gzip.magic) { return try Gzip.Inflater(isZlib: false) }
    if Gzip.beginsZlib(input.piece) { return try Gzip.Inflater(isZlib: true) }
    if input.begins(with: Bzip2.magic) { return try Bzip2() }
    // The second is the older container, which memCompress() writes.
    if input.begins(with: XZ.magic) || input.begins(with: XZ.olderMagic) { return try XZ() }
    if input.begins(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      throw RDSError(.notRDS, offset: 0, "The R data is compressed with zstd, which is not read: save it with gzip.")
    }
    return nil
  }

  /// All bytes, when they are in memory and not compressed.
  var whole: UnsafeRawBufferPointer? {
    decompressor == nil && input.total == input.piece.count ? input.piece : nil
  }

  /// How many bytes are left, when that is known.
  var remaining: Int? { decompressor == nil ? input.remaining : nil }

  /// How many bytes one may get memory ready for: what is left, or what one
  /// expects of the compressed bytes that are.
  var expected: Int {
    let usualRatio = 8
    let smallest = 1 << 20
    return remaining ?? max(smallest, (input.remaining ?? 0).multipliedReportingOverflow(by: usualRatio).partialValue)
  }

  /// Fills the target from its beginning.
  ///
  /// - Returns: how many bytes were put there, 0 only at the end.
  func fill(_ target: UnsafeMutableRawBufferPointer) throws(RDSError) -> Int {
    guard !target.isEmpty, !isAtEnd else { return 0 }
    guard let decompressor else { return try copy(into: target) }
    while true {
      let hasInput = try input.refill()
      let step = decompressor.step(from: input.piece, into: target, isLast: !hasInput)
      input.take(step.consumed)
      produced += step.produced
      guard produced <= sizeLimit else { throw .overLimit(sizeLimit) }
      switch step.outcome {
      case .going:
        guard step.consumed > 0 || step.produced > 0 else {
          if hasInput { throw damaged(decompressor) }
          throw RDSError(
            .truncated, offset: input.offset,
            "The \(decompressor.name) data ends too early, at byte \(input.offset): fetch it again.")
        }
      case .end:
        _ = try input.refill()
        isAtEnd = !decompressor.begins(at: input)
      case .damaged: throw damaged(decompressor)
      case .tooLarge:
        throw RDSError(
          .tooLarge, offset: input.offset,
          "The xz data needs more than \(XZ.memoryLimit >> 20) MB of memory to be read: save it with gzip.")
      }
      if step.produced > 0 || isAtEnd { return step.produced }
    }
  }

  /// Goes to the end, where the checksum is, without keeping anything.
  func drain() throws(RDSError) {
    guard decompressor != nil else { return }
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { scratch.deallocate() }
    while try fill(scratch) > 0 {}
  }

  private func damaged(_ decompressor: any Decompressor) -> RDSError {
    RDSError(
      .corrupt, offset: input.offset,
      "The \(decompressor.name) data is damaged at byte \(input.offset): fetch it again.")
  }

  private func copy(into target: UnsafeMutableRawBufferPointer) throws(RDSError) -> Int {
    guard try input.refill() else { return 0 }
    let count = min(target.count, input.piece.count)
    target.copyMemory(from: UnsafeRawBufferPointer(rebasing: input.piece[..<count]))
    input.take(count)
    produced += count
    return count
  }
}

extension RDSError {
  /// A value that is larger than the caller wants to read.
  static func overLimit(_ limit: Int) -> RDSError {
    RDSError(
      .tooLarge, offset: limit,
      "The R data grows to more than the limit of \(limit) bytes: read it with a larger size limit.")
  }
}
