import Foundation
import TerminalTesting

/// A program to be run to its end, as a pipeline of a shell runs it.
struct Program: Sendable {
  var path: String
  var arguments: [String]
  /// The whole environment.
  var environment: [String: String]
  var directory: String
  /// What it reads on standard input: a file's name.
  var input = "/dev/null"

  /// Runs it until it has ended and nobody holds its output open any more: a
  /// service that is left behind must not, or `x=$(azp ...)` would hang.
  ///
  /// - Throws: ``Failure`` when it cannot be started, and when time is up; it
  ///   is killed then.
  func run(deadline: Duration) async throws -> Outcome {
    try await withCheckedThrowingContinuation { continuation in
      Thread { continuation.resume(with: Result { try self.runBlocking(until: .now + deadline) }) }.start()
    }
  }

  private var command: String { ([path] + arguments).joined(separator: " ") }

  private func runBlocking(until deadline: ContinuousClock.Instant) throws -> Outcome {
    var output = try OutputPipe()
    var errors = try OutputPipe()
    defer {
      output.close()
      errors.close()
    }
    let process = try ChildProcess(
      running: path, arguments: arguments, environment: environment, directory: directory, input: input,
      output: output.writingEnd, errors: errors.writingEnd)
    output.closeWritingEnd()
    errors.closeWritingEnd()
    var hasEnded = false
    while !(output.isAtEnd && errors.isAtEnd && hasEnded) {
      var ends = [
        output.descriptorToPoll, errors.descriptorToPoll,
        pollfd(fd: hasEnded ? -1 : process.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&ends, 3, Self.milliseconds(until: deadline)) == 0 {
        if !hasEnded { process.signal(SIGKILL) }
        _ = process.takeStatus()
        let what = hasEnded ? "has ended, but its output is held open" : "has not ended in time"
        throw Failure("\(command) \(what).\n\(output.text)---\n\(errors.text)")
      }
      if ends[0].revents != 0 { output.read() }
      if ends[1].revents != 0 { errors.read() }
      if ends[2].revents != 0 { hasEnded = true }
    }
    return Outcome(command: command, output: output.text, errors: errors.text, status: process.takeStatus())
  }

  private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
    Int32(max(0, ContinuousClock.now.duration(to: deadline) / .milliseconds(1)))
  }
}

/// One stream of a program's output.
private struct OutputPipe {
  private let readingEnd: Int32
  private(set) var writingEnd: Int32
  private(set) var isAtEnd = false
  private var bytes: [UInt8] = []

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Failure("No pipe could be made.") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readingEnd, writingEnd) = (ends[0], ends[1])
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  var descriptorToPoll: pollfd { pollfd(fd: isAtEnd ? -1 : readingEnd, events: Int16(POLLIN), revents: 0) }

  mutating func closeWritingEnd() {
    Foundation.close(writingEnd)
    writingEnd = -1
  }

  /// Takes what is there, which `poll` has announced.
  mutating func read() {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = Foundation.read(readingEnd, &chunk, chunk.count)
    if count > 0 {
      bytes += chunk[0..<count]
    } else if count == 0 || errno != EINTR {
      isAtEnd = true
    }
  }

  func close() {
    Foundation.close(readingEnd)
    if writingEnd >= 0 { Foundation.close(writingEnd) }
  }
}
