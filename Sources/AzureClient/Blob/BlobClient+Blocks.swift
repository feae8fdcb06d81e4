import AzureWire
public import NIOCore

extension BlobClient {
  /// Stages a block; it becomes part of the blob when it is committed, and
  /// is dropped by the service after a week otherwise.
  ///
  /// - Parameters:
  ///   - id: Base64, at most 64 bytes before that, as long as all other ids
  ///     of the blob.
  ///   - contents: with Azure at most 4000 MiB.
  public func stageBlock(container: String, blob: String, id: String, contents: ByteBuffer) async throws {
    var call = call(
      "PUT", path(container, blob), verb: "write", .blob(container: container, name: blob),
      query: [("comp", "block"), ("blockid", id)])
    call.carry(contents)
    _ = try await service.perform(call)
  }

  /// Makes the blob of staged blocks and of blocks it has, in this order;
  /// where an id is both, the staged one is taken. Other staged blocks are
  /// dropped.
  ///
  /// - Parameter options: type, metadata and condition.
  /// - Throws: ``AzureError`` of code `InvalidBlockList` when a block is missing.
  public func commitBlocks(
    container: String, blob: String, ids: [String], options: BlobUploadOptions = BlobUploadOptions()
  ) async throws {
    var call = call(
      "PUT", path(container, blob), verb: "write", .blob(container: container, name: blob),
      query: [("comp", "blocklist")])
    call.headers += [("x-ms-blob-content-type", options.contentType), ("content-type", "application/xml")]
    if let sum = options.contentMD5 { call.headers.append(("x-ms-blob-content-md5", sum)) }
    call.headers += BlobMetadata.headers(options.metadata) + options.condition.headers
    let list = XMLNode("BlockList", children: ids.map { XMLNode("Latest", text: $0) })
    call.carry(ByteBuffer(string: list.document))
    try await perform(call, orFind: options, container: container, blob: blob)
  }

  /// The blocks of a blob: those it is made of, and those that are staged.
  public func blocks(
    container: String, blob: String
  ) async throws -> (committed: [BlobBlock], staged: [BlobBlock]) {
    let call = call(
      "GET", path(container, blob), verb: "read", .blob(container: container, name: blob),
      query: [("comp", "blocklist"), ("blocklisttype", "all")])
    let answer = try await service.perform(call)
    guard let root = try? XMLReader.read(answer.body.readableBytesView), root.name == "BlockList" else {
      throw service.unreadable(answer, call, because: "it is no list of blocks")
    }
    let lists = ["CommittedBlocks", "UncommittedBlocks"].map { (root[$0]?.children ?? []).compactMap(BlobBlock.init) }
    return (lists[0], lists[1])
  }
}
