import AsyncHTTPClient
public import NIOCore
import NIOHTTP1

/// The contents of a blob as they arrive; each iteration reads it anew.
public struct BlobStream: AsyncSequence, Sendable {
  /// A piece of the contents, as it came over the line.
  public typealias Element = ByteBuffer

  let service: SignedService
  let call: ServiceCall
  /// Offsets of the first and last byte; all when nil.
  let range: ClosedRange<Int64>?

  /// Begins to read, from the beginning of the range each time.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(service: service, call: call, range: range) }

  /// Where one reading of the blob stands.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private let service: SignedService
    private let call: ServiceCall
    private let start: Int64
    private let last: Int64?
    private var body: HTTPClientResponse.Body.AsyncIterator?
    private var eTag: String?
    /// Of the next byte.
    private var offset: Int64
    private var resumptions = 0
    private var sinceProgress: Stopwatch
    private var isAtEnd = false

    fileprivate init(service: SignedService, call: ServiceCall, range: ClosedRange<Int64>?) {
      self.service = service
      self.call = call
      start = range?.lowerBound ?? 0
      last = range?.upperBound
      offset = start
      sinceProgress = Stopwatch(service.http.environment.clock)
    }

    /// The next piece, never an empty one; nil at the end.
    ///
    /// - Throws: ``AzureError``; `CancellationError`.
    public mutating func next() async throws -> ByteBuffer? {
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
          sinceProgress = Stopwatch(service.http.environment.clock)
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
      let isWhole = offset == 0 && last == nil
      if let last, offset > last {
        isAtEnd = true
        return
      }
      if !isWhole { call.headers.append(("x-ms-range", "bytes=\(offset)-\(last.map(String.init) ?? "")")) }
      if let eTag {
        call.headers.removeAll { $0.name.hasPrefix("if-") }
        call.headers.append(("if-match", eTag))
      }
      let response: HTTPClientResponse
      do {
        response = try await service.open(call)
      } catch let error as AzureError where error.status == 416 && !isWhole {
        // The range begins at or after the end, or the connection broke after the last byte.
        isAtEnd = true
        return
      }
      eTag = response.headers.first(name: "etag")
      body = response.body.makeAsyncIterator()
      guard isWhole || response.status.code == 206 else {
        throw AzureError(
          kind: .protocol, status: Int(response.status.code), code: "RangeIgnored",
          message: "The service at \(service.endpoint.description) sent \(call.subject.description) from its start "
            + "where the rest was asked for; read it again.")
      }
    }

    private mutating func pause(after error: any Error) async throws {
      let failure = service.failure(error, of: call)
      guard let failure = failure as? AzureError else { throw failure }
      resumptions += 1
      let http = service.http
      let decision = http.retry.decision(
        after: failure.kind, tries: resumptions, elapsed: sinceProgress.elapsed, jitter: http.environment.jitter())
      guard case .retry(let delay) = decision else { throw failure }
      try await http.environment.clock.sleep(for: delay)
    }
  }
}
