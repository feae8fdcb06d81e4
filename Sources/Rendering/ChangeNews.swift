/// Decides what is told of something that is looked at again and again where
/// lines stay as they are: each change, and where lines are spoken a sign of
/// life when nothing changes. Pure: it is told the time, in seconds.
package struct ChangeNews<Content: Equatable & Sendable>: Sendable {
  /// Why something is said.
  package enum Kind: Sendable, Equatable {
    case change
    /// Nothing has changed for long.
    case heartbeat
  }

  /// Seconds of a wait that changes nothing, after which it gives a sign of
  /// life to a reader that speaks.
  package static var spokenHeartbeat: Double { 30 }

  private let heartbeat: Double?
  private var last: Content?
  private var lastTime = -Double.infinity

  /// - Parameter heartbeat: seconds; nil for changes alone.
  package init(heartbeat: Double?) {
    self.heartbeat = heartbeat
  }

  package init(terminal: Terminal) {
    self.init(heartbeat: terminal.isErrorTerminal && terminal.isAccessible ? Self.spokenHeartbeat : nil)
  }

  /// What is to be told of a look; nil for nothing.
  package mutating func news(_ content: Content, now: Double) -> Kind? {
    let isChange = content != last
    guard isChange || heartbeat.map({ now - lastTime >= $0 }) ?? false else { return nil }
    (last, lastTime) = (content, now)
    return isChange ? .change : .heartbeat
  }
}
