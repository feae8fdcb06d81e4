import NIOCore
import NIOHTTP1

/// An answer that has arrived completely.
struct HTTPAnswer: Sendable {
  var status: Int
  var headers: HTTPHeaders
  var body: ByteBuffer

  var bodyBytes: [UInt8] { Array(body.readableBytesView) }

  /// The first header of that name, in any case.
  func header(_ name: String) -> String? { headers.first(name: name) }
}
