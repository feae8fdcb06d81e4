import AsyncHTTPClient
import AzureWire
import HTTPTypes
import NIOCore
import NIOHTTP1

/// Reads what an address outside of this service answers.
///
/// Each copy has a client of its own: copies are rare and long, and nothing of
/// one stays for the next.
struct OutsideSource: Sendable {
  let url: CopyURL
  let range: ByteRange?
  /// How long the whole copy may take.
  let patience: Duration

  /// Redirects that are followed, all of them within the scheme.
  private static let mostRedirects = 3

  /// - Throws: ``WireError`` `CannotVerifyCopySource` where nothing answers or
  ///   an error does, and when the time has run out.
  func read<Result: Sendable>(
    _ body: @escaping @Sendable (CopySource) async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
      group.addTask { try await open(body) }
      group.addTask {
        try await Task.sleep(for: patience)
        throw CopySource.unverified(url, .internalServerError, "It took longer than \(patience.components.seconds) s.")
      }
      defer { group.cancelAll() }
      guard let result = try await group.next() else { throw CancellationError() }
      return result
    }
  }

  private func open<Result: Sendable>(
    _ body: @escaping @Sendable (CopySource) async throws -> Result
  ) async throws -> Result {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout = .init(connect: .seconds(10), read: .seconds(60))
    configuration.decompression = .disabled
    configuration.connectionPool.retryConnectionEstablishment = false
    return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
      let response = try await answer(client)
      return try await body(try source(response))
    }
  }

  private func answer(_ client: HTTPClient) async throws -> HTTPClientResponse {
    var (next, followed) = (url, 0)
    while true {
      var request = HTTPClientRequest(url: next.text)
      if let range {
        request.headers.add(name: "Range", value: "bytes=\(range.first)-\(range.last.map { String($0) } ?? "")")
      }
      let response: HTTPClientResponse
      do {
        response = try await client.execute(request, timeout: .seconds(60))
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        throw CopySource.unverified(url, .internalServerError, "Nothing answers there (\(error)).")
      }
      guard (300..<400).contains(response.status.code), let location = response.headers.first(name: "location") else {
        return response
      }
      guard followed < Self.mostRedirects, let target = next.redirected(to: location) else {
        throw CopySource.unverified(url, .badRequest, "It redirects to another scheme, or too often.")
      }
      (next, followed) = (target, followed + 1)
    }
  }

  private func source(_ response: HTTPClientResponse) throws -> CopySource {
    let status = Int(response.status.code)
    guard status == 200 || status == 206 && range != nil else {
      let code = response.headers.first(name: "x-ms-error-code").map { " \($0)" } ?? ""
      if status == 416 { throw Self.invalidRange }
      throw CopySource.unverified(
        url, (400..<500).contains(status) ? .init(code: status) : .internalServerError, "It answers \(status)\(code).")
    }
    let headers = response.headers
    var metadata: [String: String] = [:]
    for (name, value) in headers where name.lowercased().hasPrefix("x-ms-meta-") {
      metadata[String(name.lowercased().dropFirst("x-ms-meta-".count))] = value
    }
    return CopySource(
      eTag: headers.first(name: "etag").map { $0.filter { $0 != "\"" } },
      lastModified: headers.first(name: "last-modified").flatMap { Timestamp(rfc1123: $0) },
      contentType: headers.first(name: "content-type"), contentMD5: headers.first(name: "content-md5"),
      headers: try BlobHeaders { headers.first(name: $0) }.json(),
      metadata: metadata.isEmpty ? nil : try JSONText.encode(metadata),
      read: { consume in try await read(response, isPart: status == 206, consume) })
  }

  /// Hands over the bytes of the range; a server that knows no ranges sends all.
  private func read(
    _ response: HTTPClientResponse, isPart: Bool, _ consume: (ByteBuffer) async throws -> Void
  ) async throws {
    var skipped = isPart ? 0 : range?.first ?? 0
    var wanted = range?.last.map { $0 - (range?.first ?? 0) + 1 } ?? .max
    var isEmpty = true
    var parts = response.body.makeAsyncIterator()
    while wanted > 0, var part = try await next(&parts) {
      let dropped = Int(min(skipped, Int64(part.readableBytes)))
      part.moveReaderIndex(forwardBy: dropped)
      skipped -= Int64(dropped)
      guard let piece = part.readSlice(length: Int(min(wanted, Int64(part.readableBytes)))), piece.readableBytes > 0
      else { continue }
      wanted -= Int64(piece.readableBytes)
      isEmpty = false
      try await consume(piece)
    }
    if range != nil, isEmpty { throw Self.invalidRange }
  }

  private func next(_ parts: inout HTTPClientResponse.Body.AsyncIterator) async throws -> ByteBuffer? {
    do {
      return try await parts.next()
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw CopySource.unverified(url, .internalServerError, "Its answer broke off (\(error)).")
    }
  }

  static let invalidRange = WireError(
    .rangeNotSatisfiable, "InvalidRange", "The range specified is invalid for the current size of the resource.")
}
