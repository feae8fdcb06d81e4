import Dispatch

#if canImport(Glibc)
  import Glibc
#endif

/// Lets SIGTERM, SIGINT and SIGHUP end a service by cancelling its task.
enum ServiceSignals {
  static func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
    let work = Task { try await body() }
    let sources = [SIGTERM, SIGINT, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { work.cancel() }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    try await work.value
  }
}
