import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

/// Where copies read from.
extension BlobRoutes {
  /// Opens the source that a request names, checks its conditions, and hands
  /// it over.
  ///
  /// - Parameters:
  ///   - range: the part that is wanted; nil for all.
  ///   - trustsKey: whether a request with the account's key may read blobs of
  ///     the account without a signature (Copy Blob may).
  /// - Throws: ``WireError`` `CannotVerifyCopySource`, `SourceConditionNotMet`
  ///   and what `body` throws.
  func withSource<Result: Sendable>(
    _ request: ServiceRequest, _ target: BlobOperation.Target, range: ByteRange? = nil, trustsKey: Bool = false,
    _ body: @escaping @Sendable (CopySource, CopyURL) async throws -> Result
  ) async throws -> Result {
    let url = try CopyURL(header: request.header("x-ms-copy-source") ?? "")
    guard url.isOwn(asked: request.request.head.authority, account: account, ports: ports) else {
      return try await OutsideSource(url: url, range: range, patience: copyPatience).read { source in
        try source.check(request)
        return try await body(source, url)
      }
    }
    let source = try await ownSource(url, range: range, needsSignature: !trustsKey || target.granted != nil)
    try source.check(request)
    return try await body(source, url)
  }

  /// A blob of this service, read as if its address had been asked for.
  private func ownSource(_ url: CopyURL, range: ByteRange?, needsSignature: Bool) async throws -> CopySource {
    let head = HTTPRequest(method: .get, scheme: url.scheme, authority: url.authority, path: url.target)
    let made = ServiceRequest(
      Request(head: head, body: RequestBody(buffer: ByteBuffer())), account: account, isSecure: url.scheme == "https")
    guard let request = made, request.path.count > 2, request.path[0] == account else {
      throw CopySource.unverified(url, .notFound, "It is no blob.")
    }
    let (container, name) = (request.path[1], try name(in: request))
    do {
      if request.query["sig"] != nil {
        try authentication.check(request, BlobAccess(container: container, blob: name, service: "r", account: "r"))
      } else if needsSignature {
        throw WireError(
          .unauthorized, "NoAuthenticationInformation",
          "Server failed to authenticate the request: it has no signature.")
      }
      try StorageParameters.check(request, .none)
      let (blob, file) = try await find(container, name)
      let blocks = try await store.blocks(of: name, in: container).committed
      let first = range?.first ?? 0
      guard range == nil || first < blob.size else { throw OutsideSource.invalidRange }
      let count = min(range?.last ?? .max, blob.size - 1) - first + 1
      return CopySource(
        eTag: blob.eTag, lastModified: blob.lastModified, contentType: blob.contentType, contentMD5: blob.contentMD5,
        headers: blob.headers, metadata: blob.metadata, blocks: blocks,
        read: { consume in try await files.read(file, from: first, count: count, consume) })
    } catch let error as WireError where error.code != "InvalidRange" {
      throw CopySource.unverified(url, error.status, error.message)
    }
  }
}
