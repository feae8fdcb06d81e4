import CEngineFloor
import Foundation

/// A program on a terminal, as a person has it before them.
final class Terminal {
  let process: pid_t
  private let descriptor: Int32
  private var seen: [UInt8] = []

  /// - Parameter isRaw: without the terminal's own echo, for programs that
  ///   leave the mode alone.
  init(_ arguments: [String], environment: [String: String] = [:], isRaw: Bool = false) throws {
    var all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    all["TERM"] = "xterm"
    all["LANG"] = "C.UTF-8"
    let words = arguments.map { strdup($0) } + [nil]
    let variables = all.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: Int32 = 0
    descriptor = CEngineFloorTerminal(words, variables, isRaw, &process)
    self.process = process
    guard descriptor >= 0 else { throw Failure("There is no terminal for \(arguments[0]).") }
  }

  deinit {
    kill(process, SIGKILL)
    close(descriptor)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  /// - Parameter keepsSeen: what has come until now counts as come since.
  func send(_ text: String, keepsSeen: Bool = false) {
    if !keepsSeen { seen = [] }
    let bytes = Array(text.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  /// Returns when the text has come since the last that was sent.
  func wait(for text: String) throws {
    let wanted = Data(text.utf8)
    while Data(seen).range(of: wanted) == nil {
      guard try readSome(within: 60_000) else { throw Failure("\(text) did not come within a minute.") }
    }
  }

  /// Returns when nothing more comes: what was sent is on the screen, and the
  /// program waits for a key.
  ///
  /// - Returns: what has come since the last that was sent.
  @discardableResult
  func settle(milliseconds: Int32 = 20) throws -> String {
    while try readSome(within: milliseconds) {}
    defer { seen = [] }
    return String(decoding: seen, as: UTF8.self)
  }

  /// Types a key on a settled screen.
  ///
  /// - Returns: the seconds until the text came.
  func seconds(from key: String, to text: String) throws -> Double {
    let start = ContinuousClock.now
    send(key)
    try wait(for: text)
    return start.duration(to: .now) / .seconds(1)
  }

  /// - Returns: false when nothing came within the time.
  private func readSome(within milliseconds: Int32) throws -> Bool {
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, milliseconds) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { throw Failure("The program on the terminal has ended.") }
    seen += bytes.prefix(count)
    return true
  }
}
