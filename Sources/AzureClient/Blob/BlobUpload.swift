import AzureWire
import NIOCore

/// The course of one ``BlobClient/upload(container:blob:from:options:)``: the
/// contents are cut into blocks, several of which are under way at a time.
///
/// No more than the blocks under way and the one being filled are in memory.
struct BlobUpload: Sendable {
  let client: BlobClient
  let container: String
  let blob: String
  let options: BlobUploadOptions
  /// The id of a block by its number and contents; all are equally long.
  let identify: @Sendable (_ number: Int, _ block: ByteBuffer) -> String
  /// Blocks that the service has already: their sizes by their ids.
  var staged: [String: Int64] = [:]
  /// Is told of each block once the service has it: its bytes, and whether it
  /// had it before.
  var onBlock: @Sendable (_ size: Int64, _ isResumed: Bool) -> Void = { _, _ in }

  /// What Azure takes for one blob.
  static let maximumBlocks = 50_000

  /// - Returns: bytes sent.
  func run<Source: AsyncSequence>(_ source: Source) async throws -> Int64
  where Source.Element == ByteBuffer {
    var pieces = source.makeAsyncIterator()
    var rest = ByteBuffer()
    let first = try await nextBlock(&pieces, &rest)
    guard rest.readableBytes > 0 || first.readableBytes >= options.blockSize else {
      try await client.put(container: container, blob: blob, contents: first, options: options)
      onBlock(Int64(first.readableBytes), false)
      return Int64(first.readableBytes)
    }
    return try await stage(first, &pieces, &rest)
  }

  private func stage<Pieces: AsyncIteratorProtocol>(
    _ first: ByteBuffer, _ pieces: inout Pieces, _ rest: inout ByteBuffer
  ) async throws -> Int64 where Pieces.Element == ByteBuffer {
    var ids: [String] = []
    var size: Int64 = 0
    try await withThrowingTaskGroup(of: Int64.self) { group in
      var block = first
      var underWay = 0
      while block.readableBytes > 0 {
        guard ids.count < Self.maximumBlocks else { throw tooLong }
        let id = identify(ids.count, block)
        let count = Int64(block.readableBytes)
        ids.append(id)
        size += count
        if staged[id] == count {
          onBlock(count, true)
          block = try await nextBlock(&pieces, &rest)
          continue
        }
        if underWay >= max(1, options.requestsInFlight), let sent = try await group.next() {
          onBlock(sent, false)
          underWay -= 1
        }
        group.addTask { [block] in
          try await client.stageBlock(container: container, blob: blob, id: id, contents: block)
          return count
        }
        underWay += 1
        block = try await nextBlock(&pieces, &rest)
      }
      for try await sent in group { onBlock(sent, false) }
    }
    try await client.commitBlocks(container: container, blob: blob, ids: ids, options: options)
    return size
  }

  /// As many bytes as a block has; fewer at the end.
  private func nextBlock<Pieces: AsyncIteratorProtocol>(
    _ pieces: inout Pieces, _ rest: inout ByteBuffer
  ) async throws -> ByteBuffer where Pieces.Element == ByteBuffer {
    var block = ByteBuffer()
    let size = max(1, options.blockSize)
    while block.readableBytes < size {
      if rest.readableBytes == 0 {
        guard let piece = try await pieces.next() else { break }
        rest = piece
      }
      guard var part = rest.readSlice(length: min(rest.readableBytes, size - block.readableBytes)) else { break }
      if block.readableBytes == 0, part.readableBytes == size { return part }
      // At once, since growing step by step takes half as much again.
      if block.readableBytes == 0, part.readableBytes >= 1 << 16 { block.reserveCapacity(size) }
      block.writeBuffer(&part)
    }
    return block
  }

  /// Ids that carry a name, so that two uploads to one blob do not mix; the
  /// names must be equally long.
  static func ids(named name: String) -> @Sendable (Int, ByteBuffer) -> String {
    { number, _ in Base64.encode(Array((name + padded(number)).utf8)) }
  }

  /// Ids that tell place and contents of a block, and so never stand for
  /// another one.
  static func idOfContents(number: Int, block: ByteBuffer) -> String {
    Base64.encode(Array(padded(number).utf8) + MessageAuthentication.sha256(Array(block.readableBytesView)).prefix(16))
  }

  private static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  private var tooLong: AzureError {
    AzureError(
      kind: .tooLarge, code: "BlockCountExceedsLimit",
      message: "File \"\(blob)\" for storage container \"\(container)\" is longer than \(Self.maximumBlocks) blocks of "
        + "\(options.blockSize) bytes; upload it with larger blocks.")
  }
}
