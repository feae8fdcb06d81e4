import AsyncHTTPClient
package import NIOCore
import NIOHTTP1

/// The contents of a blob as they arrive; each iteration reads it anew.
package struct BlobStream: AsyncSequence, Sendable {
  package typealias Element = ByteBuffer

  let service: SignedService
  let call: ServiceCall

  package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(service: service, call: call) }

  package struct AsyncIterator: AsyncIteratorProtocol {
    private let service: SignedService
    private let call: ServiceCall
    private var body: HTTPClientResponse.Body.AsyncIterator?
    private var eTag: String?
    private var offset: Int64 = 0
    private var resumptions = 0
    private var isAtEnd = false

    fileprivate init(service: SignedService, call: ServiceCall) {
      self.service = service
      self.call = call
    }

    /// The next piece, never an empty one; nil at the end.
    ///
    /// - Throws: ``AzureError``; `CancellationError`.
    package mutating func next() async throws -> ByteBuffer? {
      while !isAtEnd {
        if body == nil { try await open() }
        do {
          guard let part = try await body?.next() else {
            try Task.checkCancellation()
            isAtEnd = true
            return nil
          }
          guard part.readableBytes > 0 else { continue }
          offset += Int64(part.readableBytes)
          // The tries are counted from one piece that arrived to the next.
          resumptions = 0
          return part
        } catch {
          body = nil
          try await pause(after: error)
        }
      }
      return nil
    }

    /// Asks for the blob from the offset on, if it is still the same one.
    private mutating func open() async throws {
      var call = call
      if offset > 0 { call.headers.append(("x-ms-range", "bytes=\(offset)-")) }
      if let eTag { call.headers.append(("if-match", eTag)) }
      let response: HTTPClientResponse
      do {
        response = try await service.open(call)
      } catch let error as AzureError where error.status == 416 && offset > 0 {
        // The connection broke after the last byte.
        isAtEnd = true
        return
      }
      eTag = response.headers.first(name: "etag")
      body = response.body.makeAsyncIterator()
      guard offset == 0 || response.status.code == 206 else {
        throw AzureError(
          kind: .protocol, status: Int(response.status.code), code: "RangeIgnored",
          message: "The service at \(service.endpoint.description) sent \(call.subject.description) from its start "
            + "where the rest was asked for; read it again.")
      }
    }

    private mutating func pause(after error: any Error) async throws {
      let failure = TransportFailure.translated(error, service.exchange(for: call))
      guard let failure = failure as? AzureError else { throw failure }
      resumptions += 1
      let http = service.http
      let decision = http.retry.decision(
        after: failure.kind, tries: resumptions, elapsed: .zero, jitter: http.environment.jitter())
      guard case .retry(let delay) = decision else { throw failure }
      try await http.environment.clock.sleep(for: delay)
    }
  }
}
