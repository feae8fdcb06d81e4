internal import Glibc

/// A thread that runs one closure, for work that blocks.
struct PosixThread: Sendable {
  private let handle: pthread_t

  /// Starts the thread.
  init(_ body: @escaping @Sendable () -> Void) throws(LineEditorError) {
    let box = Unmanaged.passRetained(Body(body))
    var handle = pthread_t()
    let failure = pthread_create(
      &handle, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, box.toOpaque())
    guard failure == 0 else {
      box.release()
      throw .systemRefused("thread", errorNumber: failure)
    }
    self.handle = handle
  }

  /// Waits until the closure has returned. To be called once.
  func join() {
    pthread_join(handle, nil)
  }

  private final class Body {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
