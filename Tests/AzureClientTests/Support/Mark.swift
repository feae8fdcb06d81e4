import Synchronization

/// A text that a script keeps from one request to the next.
final class Mark: Sendable {
  private let text = Mutex<String?>(nil)

  var value: String? { text.withLock { $0 } }
  func set(_ value: String?) { text.withLock { $0 = value } }
}
