import Glibc
import Synchronization

/// The one thread of a node: it executes the ``Node`` actor and waits for the
/// descriptors that tell of the ends of processes, so that an end is handled,
/// written down and followed by the next start without a change of threads.
///
/// The thread ends with this object. A job keeps its actor and the actor its
/// executor, so that there is none left to run by then.
package final class NodeThread: SerialExecutor {
  private let loop: NodeLoop

  /// - Throws: ``SystemError`` when the system gives no sockets or no thread.
  package init() throws(SystemError) {
    loop = try NodeLoop()
    try loop.start(for: asUnownedSerialExecutor())
  }

  deinit { loop.stop() }

  /// Calls `handler` on this thread whenever the descriptor is readable or
  /// its other end is closed.
  package func watch(_ descriptor: Int32, _ handler: @escaping @Sendable () -> Void) {
    loop.watch(descriptor, handler)
  }

  /// No handler is called for the descriptor any more, if this is called on
  /// the thread itself; it can be closed.
  package func unwatch(_ descriptor: Int32) {
    loop.watch(descriptor, nil)
  }

  package func enqueue(_ job: UnownedJob) { loop.enqueue(job) }

  package func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

  /// Stops the program where it is not on the node's thread.
  package func checkIsolated() {
    precondition(loop.isCurrent, "This must run on the node's thread.")
  }
}

/// What the thread shares with those who give it work.
private final class NodeLoop: Sendable {
  private struct State {
    var jobs: [UnownedJob] = []
    var handlers: [Int32: @Sendable () -> Void] = [:]
    var thread: pthread_t?
    var executor: UnownedSerialExecutor?
    /// Whether the thread looks at `jobs` before it waits again.
    var isAwake = false
    var isStopped = false
  }

  private let state = Mutex(State())
  /// A byte written to one end wakes the thread at the other.
  private let bell: (read: Int32, write: Int32)

  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    guard socketpair(AF_UNIX, Int32(kind), 0, &ends) == 0 else { throw SystemError("create a pair of sockets") }
    bell = (ends[0], ends[1])
  }

  deinit {
    close(bell.read)
    close(bell.write)
  }

  func start(for executor: UnownedSerialExecutor) throws(SystemError) {
    state.withLock { $0.executor = executor }
    var thread = pthread_t()
    let body = Unmanaged.passRetained(self)
    let error = pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<NodeLoop>.fromOpaque(pointer).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
    guard error == 0 else {
      body.release()
      throw SystemError("start a thread", code: error)
    }
    pthread_detach(thread)
  }

  func stop() {
    state.withLock { $0.isStopped = true }
    ring()
  }

  func watch(_ descriptor: Int32, _ handler: (@Sendable () -> Void)?) {
    state.withLock { $0.handlers[descriptor] = handler }
    if !isCurrent { ring() }
  }

  func enqueue(_ job: UnownedJob) {
    let mustRing = state.withLock { state in
      state.jobs.append(job)
      defer { state.isAwake = true }
      return !state.isAwake
    }
    if mustRing { ring() }
  }

  var isCurrent: Bool {
    state.withLock { $0.thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
  }

  private func run() {
    state.withLock { $0.thread = pthread_self() }
    while true {
      var polled = state.withLock { $0.handlers.keys.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) } }
      polled.append(pollfd(fd: bell.read, events: Int16(POLLIN), revents: 0))
      let count = poll(&polled, nfds_t(polled.count), -1)
      for ready in polled.dropLast() where count > 0 && ready.revents != 0 {
        // An earlier handler may have taken this one away.
        state.withLock { $0.handlers[ready.fd] }?()
      }
      if polled.last?.revents != 0 { hush() }
      runJobs()
      if state.withLock({ $0.isStopped }) { return }
    }
  }

  /// Runs jobs until there are none; only then does a new one need the bell.
  private func runJobs() {
    while true {
      let (jobs, executor) = state.withLock { state in
        defer { state.jobs = [] }
        state.isAwake = !state.jobs.isEmpty
        return (state.jobs, state.executor)
      }
      guard let executor, !jobs.isEmpty else { return }
      for job in jobs { job.runSynchronously(on: executor) }
    }
  }

  private func ring() {
    var byte: UInt8 = 1
    // A full buffer is a loud enough bell.
    _ = write(bell.write, &byte, 1)
  }

  private func hush() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(bell.read, &bytes, bytes.count) == bytes.count {}
  }
}
