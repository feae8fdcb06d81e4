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
  /// Stands in the ids of all blocks, so that two uploads to one name do not
  /// mix; they must be equally long.
  let name: String

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
      return Int64(first.readableBytes)
    }
    return try await stage(first, &pieces, &rest)
  }

  private func stage<Pieces: AsyncIteratorProtocol>(
    _ first: ByteBuffer, _ pieces: inout Pieces, _ rest: inout ByteBuffer
  ) async throws -> Int64 where Pieces.Element == ByteBuffer {
    var ids: [String] = []
    var size: Int64 = 0
    try await withThrowingTaskGroup(of: Void.self) { group in
      var block = first
      var underWay = 0
      while block.readableBytes > 0 {
        guard ids.count < Self.maximumBlocks else { throw tooLong }
        let id = blockID(ids.count)
        ids.append(id)
        size += Int64(block.readableBytes)
        if underWay >= max(1, options.requestsInFlight) {
          try await group.next()
          underWay -= 1
        }
        group.addTask { [block] in
          try await client.stageBlock(container: container, blob: blob, id: id, contents: block)
        }
        underWay += 1
        block = try await nextBlock(&pieces, &rest)
      }
      try await group.waitForAll()
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

  private func blockID(_ number: Int) -> String {
    let digits = String(number)
    let text = name + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    return Base64.encode(Array(text.utf8))
  }

  private var tooLong: AzureError {
    AzureError(
      kind: .tooLarge, code: "BlockCountExceedsLimit",
      message: "File \"\(blob)\" for storage container \"\(container)\" is longer than \(Self.maximumBlocks) blocks of "
        + "\(options.blockSize) bytes; upload it with larger blocks.")
  }
}
