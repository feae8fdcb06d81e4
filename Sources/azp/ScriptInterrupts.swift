import Dispatch
import Foundation
import SessionLanguage
import Shell

#if canImport(Glibc)
  import Glibc
#endif

/// Lets Ctrl-C and SIGTERM end a script by cancelling its statement, so that
/// a wait detaches with its sentence instead of dying.
enum ScriptInterrupts {
  /// - Returns: the exit status.
  static func run(_ runner: ScriptRunner, _ source: SourceText) async -> Int32 {
    let work = Task { await runner.run(source) }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        // The terminal has shown `^C` in the middle of a line.
        if isatty(2) == 1 { StandardStream.error.write("\n") }
        work.cancel()
      }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    return await work.value
  }
}
