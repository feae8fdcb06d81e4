import AzureWire
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A service as a node agent sees it: exchanges that are held, blobs, and
/// bad days on request. It can be stopped and started again on its port.
final class FakeService: Sendable {
  struct Request: Sendable {
    var head: HTTPRequestHead
    var body: [UInt8]
  }

  struct Response: Sendable {
    var status: HTTPResponseStatus = .ok
    var headers: HTTPHeaders = [:]
    var body: [UInt8] = []
    /// The connection is closed instead of answering.
    var isLost = false
  }

  struct Reply: Sendable {
    var kind: String
    var file: NodeFile?
    var body: [UInt8]
  }

  struct State: Sendable {
    var wanted: [TaskRun] = []
    var unwanted: Set<String> = []
    var jobsToRemove: Set<String> = []
    var files: [NodeFileRequest] = []
    var isReleased = false
    /// Told until a report says that it is known.
    var startTask: StartTaskOrder?
    /// The starts whose start tasks were said to be known.
    var startTaskBoots: Set<Int> = []
    /// Whether ends are forgotten once told.
    var forgets = true

    var ends: [String: RunEnd] = [:]
    /// How often an end was told that had been told differently before.
    var contradictions: [String] = []
    var started: [String: Timestamp] = [:]
    var preparations: [PreparationReport] = []
    var removedJobs: Set<String> = []
    var replies: [String: Reply] = [:]
    var exchanges = 0
    /// What the last one said of it.
    var trouble: NodeTrouble?

    /// So many of the next answers get lost after the service has acted.
    var answersToLose = 0
    /// So many of the next blob requests fail with 503.
    var blobsToFail = 0
    var refusal: HTTPResponseStatus?
    var blobs: [String: [UInt8]] = [:]
    var deniedContainers: Set<String> = []
    var blobRequests: [String] = []
    var pageSize = 1000
    var change = 0
  }

  private let state = Mutex(State())
  private let group = MultiThreadedEventLoopGroup.singleton
  private let server = Mutex<(channel: any Channel, children: Children)?>(nil)
  private let portNumber = Mutex(0)

  var port: Int { portNumber.withLock { $0 } }
  var endpoint: String { "http://127.0.0.1:\(port)" }

  init() async throws { try await start() }

  func start() async throws {
    let children = Children()
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        children.add(channel)
        return channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(ConnectionHandler(service: self))
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    portNumber.withLock { $0 = channel.localAddress?.port ?? 0 }
    server.withLock { $0 = (channel, children) }
  }

  /// As a service that was killed: nothing listens, all connections break.
  func stop() async throws {
    let running = server.withLock { running in
      defer { running = nil }
      return running
    }
    try await running?.channel.close()
    running?.children.closeAll()
  }

  func read<Result: Sendable>(_ body: (State) -> Result) -> Result { state.withLock { body($0) } }

  /// Changes what no exchange is held for.
  func update<Result: Sendable>(_ body: (inout State) -> Result) -> Result { state.withLock { body(&$0) } }

  /// Changes what held exchanges wait for.
  func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
    state.withLock { state in
      state.change += 1
      return body(&state)
    }
  }

  /// Waits until the condition holds.
  /// - Returns: Whether it did in time.
  func wait(seconds: Double = 90, until condition: @Sendable (State) -> Bool) async -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
      if state.withLock({ condition($0) }) { return true }
      try? await Task.sleep(for: .milliseconds(2))
    }
    return state.withLock { condition($0) }
  }

  func handle(_ request: Request) async -> Response {
    let path = request.head.uri.split(separator: "?", maxSplits: 1).first.map(String.init) ?? ""
    if path.hasSuffix("/exchange") { return await exchange(request) }
    if path.contains("/replies/") { return reply(request, path) }
    return blob(request, path)
  }
}

/// The open connections of a server.
final class Children: Sendable {
  private let channels = Mutex<[any Channel]>([])

  func add(_ channel: any Channel) { channels.withLock { $0.append(channel) } }

  func closeAll() {
    for channel in channels.withLock({ $0 }) { channel.close(promise: nil) }
  }
}

private final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let service: FakeService
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(service: FakeService) { self.service = service }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let part): body += part.readableBytesView
    case .end:
      guard let head else { return }
      let request = FakeService.Request(head: head, body: body)
      let channel = context.channel
      Task { [service] in
        let response = await service.handle(request)
        if response.isLost {
          channel.close(promise: nil)
          return
        }
        var headers = response.headers
        headers.replaceOrAdd(name: "Content-Length", value: String(response.body.count))
        channel.write(
          HTTPServerResponsePart.head(.init(version: .http1_1, status: response.status, headers: headers)),
          promise: nil)
        channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: response.body))), promise: nil)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
