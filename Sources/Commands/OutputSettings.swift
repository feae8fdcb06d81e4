package import Rendering
import Synchronization

/// How values are written, for the rest of the session or script.
package final class OutputSettings: Sendable {
  private let first: FormatName
  private let current: Mutex<FormatName>

  /// - Parameter format: that of the start.
  package init(format: FormatName = .auto) {
    first = format
    current = Mutex(format)
  }

  package var format: FormatName {
    get { current.withLock { $0 } }
    set { current.withLock { $0 = newValue } }
  }

  /// Goes back to the format of the start.
  func reset() { format = first }
}
