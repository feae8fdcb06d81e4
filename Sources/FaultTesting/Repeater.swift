import NIOCore

/// Stands next to the socket and sends again what it has recorded, as a
/// broken proxy would.
final class Repeater: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer

  var isRecording = false
  private var recorded: [ByteBuffer] = []
  private var context: ChannelHandlerContext?

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if isRecording { recorded.append(unwrapOutboundIn(data)) }
    context.write(data, promise: promise)
  }

  func sendAgain() {
    isRecording = false
    for buffer in recorded { context?.write(NIOAny(buffer), promise: nil) }
    recorded = []
    context?.flush()
  }
}
