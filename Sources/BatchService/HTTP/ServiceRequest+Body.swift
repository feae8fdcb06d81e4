import AzureWire
import Hummingbird
import NIOCore
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
        for try await part in request.body {
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
      if try await group.next() == false { bodyLength.noteShort() }
      return QuotedNumbers.unquoted(body.bytes)
    }
  }
}

/// Whether a body was as long as its request said. If it was not, nothing
/// that follows on the connection can be understood.
final class BodyLength: Sendable {
  private let short = Mutex(false)

  var isShort: Bool { short.withLock { $0 } }

  func noteShort() { short.withLock { $0 = true } }
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
