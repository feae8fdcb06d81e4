import Foundation

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
    guard let input = FileHandle(forReadingAtPath: input) else { throw Failure("\(input) cannot be read.") }
    var output = try OutputPipe()
    var errors = try OutputPipe()
    defer {
      output.close()
      errors.close()
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.standardInput = input
    process.standardOutput = output.writingHandle
    process.standardError = errors.writingHandle
    let hasEnded = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in hasEnded.signal() }
    do {
      try process.run()
    } catch {
      throw Failure("\(command) could not be started: \(error).")
    }
    output.closeWritingEnd()
    errors.closeWritingEnd()
    while !(output.isAtEnd && errors.isAtEnd) {
      var ends = [output.descriptorToPoll, errors.descriptorToPoll]
      if poll(&ends, 2, Self.milliseconds(until: deadline)) == 0 {
        throw late(process, hasEnded, output: output, errors: errors)
      }
      if ends[0].revents != 0 { output.read() }
      if ends[1].revents != 0 { errors.read() }
    }
    guard hasEnded.wait(timeout: .now() + .milliseconds(Int(Self.milliseconds(until: deadline)))) == .success else {
      throw late(process, hasEnded, output: output, errors: errors)
    }
    let isKilled = process.terminationReason == .uncaughtSignal
    return Outcome(
      command: command, output: output.text, errors: errors.text,
      status: isKilled ? -process.terminationStatus : process.terminationStatus)
  }

  /// Ends the program whose time is up.
  private func late(
    _ process: Process, _ hasEnded: DispatchSemaphore, output: OutputPipe, errors: OutputPipe
  ) -> Failure {
    let isRunning = process.isRunning
    if isRunning {
      kill(process.processIdentifier, SIGKILL)
      hasEnded.wait()
    }
    let what = isRunning ? "has not ended in time" : "has ended, but its output is held open"
    return Failure("\(command) \(what).\n\(output.text)---\n\(errors.text)")
  }

  private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
    Int32(max(0, ContinuousClock.now.duration(to: deadline) / .milliseconds(1)))
  }
}

/// One stream of a program's output.
private struct OutputPipe {
  private let readingEnd: Int32
  private var writingEnd: Int32
  private(set) var isAtEnd = false
  private var bytes: [UInt8] = []

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Failure("No pipe could be made.") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readingEnd, writingEnd) = (ends[0], ends[1])
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  var writingHandle: FileHandle { FileHandle(fileDescriptor: writingEnd, closeOnDealloc: false) }

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
