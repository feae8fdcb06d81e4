import AsyncHTTPClient
import AzureWire
import NIOCore
import NIOHTTP1

/// Uploads one file as a block blob.
package struct BlobWriter: Sendable {
  private let transport: BlobTransport
  /// Bytes of the largest blob that is sent in one request.
  private let singleLimit: Int64
  private let blockSize: Int64

  package init(transport: BlobTransport, singleLimit: Int64 = 64 << 20, blockSize: Int64 = 16 << 20) {
    self.transport = transport
    self.singleLimit = singleLimit
    self.blockSize = blockSize
  }

  /// The file as it is when it is opened; what is appended later is not sent.
  /// - Throws: ``BlobTransport/Failure``, ``SystemError`` when it cannot be
  ///   read, or `CancellationError`.
  package func upload(_ path: String, to blob: BlobAddress) async throws {
    let file = try FileSlice.File(path)
    if file.size <= singleLimit {
      try await put(blob, [], FileSlice(file, offset: 0, length: file.size), ["x-ms-blob-type": "BlockBlob"])
      return
    }
    // A blob has at most 50,000 blocks.
    let size = max(blockSize, (file.size + 49_999) / 50_000)
    var ids: [String] = []
    var offset: Int64 = 0
    while offset < file.size {
      let length = min(size, file.size - offset)
      let id = Base64.encode(Self.blockName(ids.count))
      try await put(
        blob, [(name: "comp", value: "block"), (name: "blockid", value: id)],
        FileSlice(file, offset: offset, length: length), [:])
      ids.append(id)
      offset += length
    }
    let list = XMLNode("BlockList", children: ids.map { XMLNode("Latest", text: $0) }).document
    try await transport.send(
      .PUT, blob, query: [(name: "comp", value: "blocklist")], headers: ["Content-Type": "application/xml"],
      body: { .bytes(ByteBuffer(string: list)) }, receive: Self.drain)
  }

  private func put(
    _ blob: BlobAddress, _ query: [(name: String, value: String)], _ slice: FileSlice, _ headers: HTTPHeaders
  ) async throws {
    var headers = headers
    headers.add(name: "Content-Type", value: "application/octet-stream")
    try await transport.send(
      .PUT, blob, query: query, headers: headers,
      body: { slice.length == 0 ? .bytes(ByteBuffer()) : .stream(slice, length: .known(slice.length)) },
      receive: Self.drain)
  }

  /// All ids of a blob's blocks must be of one length.
  private static func blockName(_ number: Int) -> [UInt8] {
    let digits = String(number)
    return Array((String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits).utf8)
  }

  private static func drain(_ response: HTTPClientResponse) async throws {
    _ = try await response.body.collect(upTo: 1 << 20)
  }
}
