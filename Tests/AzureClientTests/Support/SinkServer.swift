import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server that counts the bytes it is sent and forgets them, and
/// answers a GET with as many bytes as it is told, none of which it keeps.
final class SinkServer: Sendable {
  private let received = Mutex<(bytes: Int64, requests: Int)>((0, 0))
  let size: Int64

  /// Bytes of all bodies so far.
  var bytes: Int64 { received.withLock { $0.bytes } }
  var requests: Int { received.withLock { $0.requests } }

  private init(size: Int64) { self.size = size }

  /// Runs the body with a server and the port it listens on.
  ///
  /// - Parameter size: of the answer to a GET, in bytes.
  static func run<Result>(
    size: Int64, _ body: (SinkServer, _ port: Int) async throws -> Result
  ) async throws -> Result {
    let server = SinkServer(size: size)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Handler(server: server))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let result: Result
    do {
      result = try await body(server, channel.localAddress?.port ?? 0)
    } catch {
      try await channel.close()
      throw error
    }
    try await channel.close()
    return result
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let server: SinkServer
    private let chunk = ByteBuffer(repeating: 7, count: 1 << 16)
    private var isGet = false
    /// Of the answer, still to be sent.
    private var remaining: Int64?

    init(server: SinkServer) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        isGet = head.method == .GET
        server.received.withLock { $0.requests += 1 }
      case .body(let part):
        server.received.withLock { $0.bytes += Int64(part.readableBytes) }
      case .end:
        let length = isGet ? server.size : 0
        let head = HTTPResponseHead(
          version: .http1_1, status: isGet ? .ok : .created, headers: ["content-length": String(length), "etag": "1"])
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
        remaining = length
        send(context)
      }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
      send(context)
      context.fireChannelWritabilityChanged()
    }

    /// As much as the client takes.
    private func send(_ context: ChannelHandlerContext) {
      while let left = remaining, context.channel.isWritable || left == 0 {
        guard left > 0 else {
          remaining = nil
          context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
          return
        }
        let part = chunk.getSlice(at: 0, length: Int(min(left, Int64(chunk.readableBytes)))) ?? chunk
        remaining = left - Int64(part.readableBytes)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(part))), promise: nil)
      }
    }
  }
}
