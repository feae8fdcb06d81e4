internal import CPseudoTerminal
internal import Foundation

/// A program without a terminal, whose end can be waited for with a limit.
///
/// It gets the three standard descriptors and no others, so that none of two
/// programs which are started at the same time holds what belongs to the other.
package struct ChildProcess: Sendable {
  private let processID: Int32
  /// Is readable once the program has ended; to be polled, not closed.
  package let descriptor: Int32

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - environment: The whole of it.
  ///   - input: The path of what it reads on standard input.
  ///   - output: A descriptor that becomes its standard output; not 0 to 2.
  ///   - errors: One that becomes its standard error; not 0 to 2.
  /// - Throws: `PseudoTerminalError` when it cannot be started.
  package init(
    running program: String, arguments: [String], environment: [String: String], directory: String,
    input: String, output: Int32, errors: Int32
  ) throws {
    var process: pid_t = 0
    let failure = ([program] + arguments).withCStrings { arguments in
      environment.map { "\($0.key)=\($0.value)" }.withCStrings { variables in
        child_process_spawn(program, arguments, variables, directory, input, output, errors, &process)
      }
    }
    guard failure == 0 else { throw PseudoTerminalError.startFailed(program, errorNumber: failure) }
    processID = process
    descriptor = child_process_descriptor(process)
    guard descriptor >= 0 else {
      let failure = errno
      kill(process, SIGKILL)
      child_process_reap(process)
      throw PseudoTerminalError.startFailed(program, errorNumber: failure)
    }
  }

  /// Sends it a signal; to be called before ``takeStatus()`` alone.
  package func signal(_ number: Int32) {
    kill(processID, number)
  }

  /// Blocks until the program has ended; to be called once, and last.
  ///
  /// - Returns: Its exit code, or minus the number of the signal that ended it.
  package func takeStatus() -> Int32 {
    defer { close(descriptor) }
    return child_process_reap(processID)
  }
}
