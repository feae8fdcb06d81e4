package import AzureWire
import CTaskSupervisor
import Glibc

/// The agent's end of a supervisor process that it forked.
package struct Supervisor: Sendable {
  /// What a supervisor says when its descriptor is readable.
  package enum Word: Sendable {
    case ended(ticket: UInt64, ProcessEnd)
    case nothing
    /// The process is dead.
    case gone
  }

  /// The number of its process.
  package let pid: Int32
  /// Readable when there is a ``Word``.
  package let descriptor: Int32

  /// Forks an idle supervisor.
  /// - Throws: ``SystemError`` when there are too many processes or
  ///   descriptors.
  package static func fork() throws(SystemError) -> Supervisor {
    var descriptor: Int32 = -1
    let pid = cts_supervisor_fork(&descriptor)
    guard pid > 0 else { throw SystemError("fork a supervisor", code: -pid) }
    return Supervisor(pid: pid, descriptor: descriptor)
  }

  /// Hands a process to this supervisor, which must be idle.
  /// - Parameter runFile: From ``RunFile/create()``; the caller closes it.
  /// - Throws: ``SystemError``; the supervisor is then to be dismissed, and
  ///   it is certain that nothing starts.
  package func start(_ launch: Launch, ticket: UInt64, runFile: Int32, at start: Timestamp) throws(SystemError) {
    var environment = launch.environment
    // Those that an R host is started with come first.
    let own = launch.rScript == nil ? environment.endIndex : environment.partition(by: RScriptLaunch.isOwn)
    let error = withCStrings(launch.arguments) { arguments in
      withCStrings(environment) { environment in
        withCScript(launch.rScript, commonSettings: own) { script in
          launch.executable.withCString { executable in
            launch.workingDirectory.withCString { directory in
              launch.stdoutPath.withCString { stdout in
                launch.stderrPath.withCString { stderr in
                  var message = cts_launch(
                    executable: executable, working_directory: directory, stdout_path: stdout, stderr_path: stderr,
                    arguments: arguments, environment: environment, ticket: ticket, start_ns: start.ticks * 100,
                    wall_clock_ns: launch.wallClock.map { max($0.nanoseconds, 1) } ?? 0,
                    grace_ns: launch.grace.nanoseconds, r_script: script)
                  return cts_supervisor_launch(descriptor, runFile, &message)
                }
              }
            }
          }
        }
      }
    }
    guard error == 0 else { throw SystemError("hand a task to its supervisor", code: error) }
  }

  /// Asks for the end of the process of that ticket. A supervisor that cannot
  /// be reached is dead, which its descriptor tells by itself.
  package func terminate(ticket: UInt64) {
    _ = cts_supervisor_terminate(descriptor, ticket)
  }

  /// What the supervisor says next; does not wait for it.
  package func receive() -> Word {
    var end = cts_end()
    switch cts_supervisor_receive(descriptor, &end) {
    case 1: return .ended(ticket: end.ticket, ProcessEnd(end))
    case 0: return .nothing
    default: return .gone
    }
  }

  /// Lets the process go: an idle one exits, a busy one after its task.
  package func dismiss() {
    close(descriptor)
  }

  /// Collects the exit of a process that is gone or about to be.
  package func reap() {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
  }
}

extension Duration {
  /// Whole nanoseconds, at most what 64 bits hold.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : product + attoseconds / 1_000_000_000
  }
}

/// Calls the body with what C knows of an R script; null without one.
private func withCScript<Result>(
  _ script: RScriptLaunch?, commonSettings: Int, _ body: (UnsafePointer<cts_r_script>?) -> Result
) -> Result {
  guard let script else { return body(nil) }
  return withCStrings(script.arguments) { arguments in
    script.frontEnd.withCString { frontEnd in
      script.outputPath.withCString { output in
        (script.resultPath ?? "").withCString { result in
          script.complaint.withCString { complaint in
            var value = cts_r_script(
              front_end: frontEnd, output_path: output, result_path: result, complaint: complaint,
              arguments: arguments, common_settings: UInt32(commonSettings))
            return body(&value)
          }
        }
      }
    }
  }
}

/// Calls the body with a null-terminated array of C strings.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var bytes: [UInt8] = []
  var offsets: [Int] = []
  for string in strings {
    offsets.append(bytes.count)
    bytes += string.utf8
    bytes.append(0)
  }
  return bytes.withUnsafeMutableBytes { bytes in
    let characters = bytes.bindMemory(to: CChar.self)
    let pointers = offsets.map { offset in characters.baseAddress.map { $0 + offset } } + [nil]
    return pointers.withUnsafeBufferPointer { pointers in
      guard let base = pointers.baseAddress else {
        preconditionFailure("an array of at least one element has an address")
      }
      return body(base)
    }
  }
}
