package import AzureWire
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An HTTP server on the loopback address that answers as a test tells it,
/// and refuses with 403 what is not signed with the account's key.
package final class ScriptedServer: Sendable {
  /// Says how a request is answered.
  package typealias Script = @Sendable (ReceivedRequest) async -> ScriptedAnswer

  private let channel: any Channel
  private let log: Log

  /// Everything received so far, in order.
  package var requests: [ReceivedRequest] { log.received.withLock { $0 } }
  /// Connections that the client has closed.
  package var closedConnections: Int { log.closed.withLock { $0 } }
  /// Where on this machine it listens.
  package let port: Int

  private init(channel: any Channel, log: Log, port: Int) {
    self.channel = channel
    self.log = log
    self.port = port
  }

  /// Runs the body with a server, and ends the server after it.
  ///
  /// - Parameters:
  ///   - service: by whose rules requests must be signed; nil takes any.
  ///   - credential: whose signatures are taken.
  package static func run<Result>(
    service: SharedKeyRequest.Service?, credential: SharedKeyCredential, script: @escaping Script,
    _ body: (ScriptedServer) async throws -> Result
  ) async throws -> Result {
    let log = Log()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          let repeater = Repeater()
          try channel.pipeline.syncOperations.addHandler(repeater, position: .first)
          try channel.pipeline.syncOperations.addHandler(
            Handler(service: service, credential: credential, log: log, script: script, repeater: repeater))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let server = ScriptedServer(channel: channel, log: log, port: channel.localAddress?.port ?? 0)
    let result: Result
    do {
      result = try await body(server)
    } catch {
      try await channel.close()
      throw error
    }
    try await channel.close()
    return result
  }

  private final class Log: Sendable {
    let received = Mutex<[ReceivedRequest]>([])
    let closed = Mutex(0)

    func add(_ request: ReceivedRequest) -> ReceivedRequest {
      received.withLock { all in
        var request = request
        request.index = all.count
        all.append(request)
        return request
      }
    }
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let service: SharedKeyRequest.Service?
    private let credential: SharedKeyCredential
    private let log: Log
    private let script: Script
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()
    private let repeater: Repeater

    init(
      service: SharedKeyRequest.Service?, credential: SharedKeyCredential, log: Log, script: @escaping Script,
      repeater: Repeater
    ) {
      self.repeater = repeater
      self.credential = credential
      self.service = service
      self.log = log
      self.script = script
    }

    func channelInactive(context: ChannelHandlerContext) {
      log.closed.withLock { $0 += 1 }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        self.head = head
        body.clear()
      case .body(var part):
        body.writeBuffer(&part)
      case .end:
        guard let head else { return }
        let request = log.add(
          ReceivedRequest(
            method: head.method.rawValue, uri: head.uri, headers: head.headers,
            body: Array(body.readableBytesView), index: 0))
        guard isSigned(request) else { return perform(.answer(403, body: "unsigned"), context, head.method) }
        // The pipeline hands on the next request when this one is answered.
        let connection = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        context.eventLoop.makeFutureWithTask { [script] in await script(request) }.whenSuccess { answer in
          let (handler, context) = connection.value
          handler.perform(answer, context, head.method)
        }
      }
    }

    private func isSigned(_ request: ReceivedRequest) -> Bool {
      guard let service else { return true }
      let signed = SharedKeyRequest(
        service: service, method: request.method, path: request.path, query: request.query,
        headers: request.headers.map { ($0.name.lowercased(), $0.value) })
      let isComplete =
        service == .storage || ["GET", "HEAD"].contains(request.method)
        || request.headers.contains(name: "content-length")
      return isComplete
        && credential.verify(
          authorization: request.headers.first(name: "authorization") ?? "", for: signed)
    }

    private func perform(_ answer: ScriptedAnswer, _ context: ChannelHandlerContext, _ method: HTTPMethod) {
      switch answer {
      case .answer(let status, let headers, let body):
        send(status, headers, body, sending: body.utf8.count, context, method)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      case .cut(let status, let headers, let body, let count):
        send(status, headers, body, sending: count, context, method)
        context.close(promise: nil)
      case .stall(let status, let body, let count):
        send(status, [], body, sending: count, context, method)
      case .twice(let status, let headers, let body):
        repeater.isRecording = true
        send(status, headers, body, sending: body.utf8.count, context, method)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        repeater.sendAgain()
      case .drop:
        context.close(promise: nil)
      case .reset:
        if let options = context.channel as? any SocketOptionProvider {
          options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
          }
        }
      case .silence:
        break
      }
    }

    private func send(
      _ status: Int, _ headers: [(String, String)], _ body: String, sending count: Int,
      _ context: ChannelHandlerContext, _ method: HTTPMethod
    ) {
      var headers = HTTPHeaders(headers)
      if method != .HEAD { headers.replaceOrAdd(name: "content-length", value: String(body.utf8.count)) }
      let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: headers)
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      if method != .HEAD, count > 0 {
        let buffer = ByteBuffer(bytes: body.utf8.prefix(count))
        context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
      }
      context.flush()
    }
  }
}
