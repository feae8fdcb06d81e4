#if canImport(Glibc)
  internal import Glibc
#endif

/// Hears what an R process says: its answers, its output, its end.
///
/// It blocks a thread of its own. What R printed before an answer is passed on
/// before the answer.
struct RListener: Sendable {
  /// Descriptors that do not block when read.
  let answers: Int32
  let standardOutput: Int32
  let standardError: Int32
  /// Becomes readable when the process ends.
  let process: Int32

  let output: @Sendable (LocalR.Output) -> Void
  /// A line of the answers, without its end.
  let line: @Sendable (String) -> Void
  /// When to call `alarm`, asked for after every event.
  let deadline: @Sendable () -> ContinuousClock.Instant?
  let alarm: @Sendable () -> Void

  /// A pipe holds no more than this, so what was written before an answer is
  /// read by then; whoever writes on and on does not hold up the answer.
  private static let drainLimit = 1 << 20

  /// Listens until the process has ended and all it said is passed on.
  func run() {
    var standard = TextAssembler()
    var error = TextAssembler()
    var unfinishedLine: [UInt8] = []
    var hasEnded = false
    while !hasEnded {
      hasEnded = wait()
      var lines: [String] = []
      read(from: answers) { bytes in
        unfinishedLine.append(contentsOf: bytes)
        while let end = unfinishedLine.firstIndex(of: UInt8(ascii: "\n")) {
          lines.append(String(decoding: unfinishedLine[..<end], as: UTF8.self))
          unfinishedLine.removeFirst(end + 1)
        }
      }
      // After the answers: what is printed before an answer is there by now.
      read(from: standardOutput) { bytes in
        let text = standard.text(bytes)
        if !text.isEmpty { output(.standard(text)) }
      }
      read(from: standardError) { bytes in
        let text = error.text(bytes)
        if !text.isEmpty { output(.error(text)) }
      }
      for text in lines { line(text) }
      if let due = deadline(), due <= ContinuousClock.now { alarm() }
    }
    let (standardRest, errorRest) = (standard.remainder(), error.remainder())
    if !standardRest.isEmpty { output(.standard(standardRest)) }
    if !errorRest.isEmpty { output(.error(errorRest)) }
  }

  /// Waits for something to read or the deadline.
  ///
  /// - Returns: whether the process has ended.
  private func wait() -> Bool {
    var descriptors = [process, answers, standardOutput, standardError].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    var timeout: Int32 = -1
    if let due = deadline() {
      let left = max(.zero, ContinuousClock.now.duration(to: due))
      // Rounded up, not to spin through the last millisecond.
      timeout = Int32(clamping: Int(left / .milliseconds(1)) + 1)
    }
    poll(&descriptors, nfds_t(descriptors.count), timeout)
    return descriptors[0].revents != 0
  }

  private func read(from descriptor: Int32, _ use: (ArraySlice<UInt8>) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    while total < Self.drainLimit {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      use(buffer[..<count])
      total += count
    }
  }
}
