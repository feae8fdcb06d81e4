import AzureWire
import Hummingbird
import NIOCore
import NIOHTTP1
import Synchronization
import HTTPTypes

extension ServiceRequest {
  /// The whole body of a request whose body is JSON, at most `limit` bytes.
  ///
  /// A client that declares more bytes than it sends would wait for ever for
  /// an answer: once it has been silent for a while and what came is a whole
  /// JSON text, that is taken for the body. Source: the R client counts
  /// characters of another text than it sends.
  func jsonBody(limit: Int, patience: Duration = .seconds(1)) async throws -> ByteBuffer {
    let body = PartialBody()
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await readBody { part in
          guard body.append(part) <= limit else { throw WireError.bodyTooLarge }
        }
        return true
      }
      group.addTask {
        var seen = -1
        while true {
          try await Task.sleep(for: patience)
          let count = body.count
          if count == seen, body.isJSON { return false }
          seen = count
        }
      }
      defer { group.cancelAll() }
      if try await group.next() == false { bodyReading.noteShort() }
      return QuotedNumbers.unquoted(body.bytes)
    }
  }
}

extension ServiceRequest {
  /// Reads the body part by part, to its end.
  ///
  /// A client reads the answer once it has sent its body. So when `consume`
  /// throws, what is left of the body is read and dropped first.
  ///
  /// - Throws: ``WireError`` for a body that is shorter than its request says,
  ///   and what `consume` throws.
  func readBody(_ consume: (ByteBuffer) async throws -> Void) async throws {
    bodyReading.noteBegin()
    var failure: (any Error)?
    do {
      for try await part in request.body where failure == nil {
        do {
          try await consume(part)
        } catch {
          failure = error
        }
      }
    } catch is HTTPParserError {
      bodyReading.noteShort()
      throw failure ?? WireError.bodyTooShort
    }
    if let failure { throw failure }
  }

  /// Reads and drops the body of a request that was answered without it, where
  /// the client is to close the connection: it would never come to read the
  /// answer. On other connections the server does so itself.
  func dropUnreadBody() async throws {
    guard header("connection")?.lowercased() == "close", !bodyReading.isBegun else { return }
    do {
      try await readBody { _ in }
    } catch is WireError {
      // The answer is made already; a body that is also broken changes nothing.
    }
  }
}

/// What is known of the reading of a request's body.
final class BodyReading: Sendable {
  private let state = Mutex((isBegun: false, isShort: false))

  /// Whether somebody reads it, or has read it.
  var isBegun: Bool { state.withLock { $0.isBegun } }

  /// Whether it was shorter than its request said. If it was, nothing that
  /// follows on the connection can be understood.
  var isShort: Bool { state.withLock { $0.isShort } }

  func noteBegin() { state.withLock { $0.isBegun = true } }

  func noteShort() { state.withLock { $0.isShort = true } }
}

/// What has come of a body so far.
private final class PartialBody: Sendable {
  private let state = Mutex(ByteBuffer())

  /// - Returns: how many bytes there are now.
  func append(_ part: ByteBuffer) -> Int {
    state.withLock { bytes in
      bytes.writeImmutableBuffer(part)
      return bytes.readableBytes
    }
  }

  var bytes: ByteBuffer { state.withLock { $0 } }
  var count: Int { bytes.readableBytes }

  /// Whether it is one whole object, to which nothing could be added.
  var isJSON: Bool { JSONPieces.members(of: String(buffer: bytes)) != nil }
}
