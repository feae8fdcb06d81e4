import Rendering
import Session
import Synchronization

#if canImport(Glibc)
  @preconcurrency import Glibc
#endif

/// Lends the whole screen to a ``TableViewer`` and gives it back as it was.
struct ViewerScreen: Sendable {
  let terminal: Terminal

  /// Comes back when the user closes the viewer, or the task is cancelled.
  ///
  /// - Returns: false when the terminal cannot be taken.
  func show(_ table: Table) async -> Bool {
    let isCancelled = Mutex(false)
    return await withTaskCancellationHandler {
      // Nothing is thrown in there.
      (try? await Task.detachedOnThread {
        run(TableViewer(table, signs: terminal.signs)) { isCancelled.withLock { $0 } }
      }) ?? false
    } onCancel: {
      isCancelled.withLock { $0 = true }
    }
  }

  private func run(_ viewer: TableViewer, isCancelled: () -> Bool) -> Bool {
    var viewer = viewer
    var before = termios()
    guard tcgetattr(0, &before) == 0 else { return false }
    var raw = before
    cfmakeraw(&raw)
    guard enter(&raw) else { return false }
    defer { leave(to: &before) }
    var size = (width: 0, height: 0)
    var isStale = true
    while !isCancelled() {
      let now = (width: terminal.width, height: terminal.height ?? 24)
      if isStale || now != size {
        size = now
        draw(viewer.lines(width: size.width, height: size.height))
        isStale = false
      }
      // Looks at the size of the window, and whether to end, a few times a second.
      var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      guard poll(&input, 1, 200) > 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 256)
      let count = read(0, &bytes, bytes.count)
      if count == 0 || (count < 0 && errno != EINTR) { return true }
      for key in ViewerKeys.keys(in: bytes.prefix(max(0, count))) {
        if key == .suspend {
          leave(to: &before)
          Suspension.stop()
          guard enter(&raw) else { return true }
        } else if !viewer.press(key) {
          return true
        }
      }
      isStale = true
    }
    return true
  }

  /// Takes the alternate screen, without a cursor.
  private func enter(_ raw: inout termios) -> Bool {
    guard tcsetattr(0, TCSADRAIN, &raw) == 0 else { return false }
    write("\u{1B}[?1049h\u{1B}[?25l")
    return true
  }

  private func leave(to before: inout termios) {
    write("\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l")
    tcsetattr(0, TCSADRAIN, &before)
  }

  private func draw(_ lines: [String]) {
    var text = "\u{1B}[H"
    for (index, line) in lines.enumerated() {
      text += line + "\u{1B}[K" + (index < lines.count - 1 ? "\r\n" : "\u{1B}[J")
    }
    write(text)
  }

  private func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR || errno == EAGAIN else { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }
}
