import CEngineFloor
import Foundation

/// A program on a terminal, as a person has it before them.
final class Terminal {
  let process: pid_t
  private let descriptor: Int32
  private var seen: [UInt8] = []

  init(_ arguments: [String], environment: [String: String]) throws {
    var all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    all["TERM"] = "xterm"
    let words = arguments.map { strdup($0) } + [nil]
    let variables = all.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: Int32 = 0
    descriptor = CEngineFloorTerminal(words, variables, &process)
    self.process = process
    guard descriptor >= 0 else { throw Failure("There is no terminal for \(arguments[0]).") }
  }

  deinit {
    kill(process, SIGKILL)
    close(descriptor)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  func send(_ text: String) {
    seen = []
    let bytes = Array(text.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  /// Returns when the text has come since the last that was sent.
  func wait(for text: String) throws {
    let wanted = Data(text.utf8)
    while Data(seen).range(of: wanted) == nil {
      var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      var bytes = [UInt8](repeating: 0, count: 4096)
      guard poll(&polled, 1, 60_000) > 0 else { throw Failure("\(text) did not come within a minute.") }
      let count = read(descriptor, &bytes, bytes.count)
      guard count > 0 else { throw Failure("The program ended before \(text) came.") }
      seen += bytes.prefix(count)
    }
  }
}
