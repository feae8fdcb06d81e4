import CPseudoTerminal
import Dispatch
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
      DispatchQueue.global().async {
        continuation.resume(with: Result { try self.runBlocking(until: .now + deadline) })
      }
    }
  }

  private var command: String { ([path] + arguments).joined(separator: " ") }

  private func runBlocking(until deadline: ContinuousClock.Instant) throws -> Outcome {
    var output = try OutputPipe()
    var errors = try OutputPipe()
    let process = try spawn(output: output, errors: errors)
    output.closeWritingEnd()
    errors.closeWritingEnd()
    let descriptor = pseudo_terminal_process_descriptor(process)
    defer {
      output.close()
      errors.close()
      close(descriptor)
    }
    var hasEnded = false
    while !(hasEnded && output.isAtEnd && errors.isAtEnd) {
      var ends = [
        pollfd(fd: output.isAtEnd ? -1 : output.readingEnd, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errors.isAtEnd ? -1 : errors.readingEnd, events: Int16(POLLIN), revents: 0),
        pollfd(fd: hasEnded ? -1 : descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let patience = max(0, ContinuousClock.now.duration(to: deadline) / .milliseconds(1))
      let count = poll(&ends, 3, Int32(patience))
      if count == 0 {
        if !hasEnded {
          kill(process, SIGKILL)
          _ = pseudo_terminal_reap(process)
        }
        let what = hasEnded ? "has ended, but its output is held open" : "has not ended in time"
        throw Failure("\(command) \(what).\n\(output.text)---\n\(errors.text)")
      }
      if ends[0].revents != 0 { output.read() }
      if ends[1].revents != 0 { errors.read() }
      if ends[2].revents != 0 { hasEnded = true }
    }
    return Outcome(
      command: command, output: output.text, errors: errors.text, status: pseudo_terminal_reap(process))
  }

  private func spawn(output: OutputPipe, errors: OutputPipe) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.writingEnd, 1)
    posix_spawn_file_actions_adddup2(&actions, errors.writingEnd, 2)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    posix_spawn_file_actions_addchdir_np(&actions, directory)
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let failure = Self.withCStrings([path] + arguments) { arguments in
      Self.withCStrings(environment.map { "\($0.key)=\($0.value)" }) { variables in
        posix_spawn(&process, path, &actions, &attributes, arguments, variables)
      }
    }
    guard failure == 0 else {
      throw Failure("\(command) could not be started: \(String(cString: strerror(failure))).")
    }
    return process
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(&pointers)
  }
}

/// One stream of a program's output.
private struct OutputPipe {
  let readingEnd: Int32
  private(set) var writingEnd: Int32
  private(set) var isAtEnd = false
  private var bytes: [UInt8] = []

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw Failure("No pipe could be made.") }
    (readingEnd, writingEnd) = (ends[0], ends[1])
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

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
