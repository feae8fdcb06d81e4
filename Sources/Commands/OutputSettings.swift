package import Rendering
import Synchronization

/// How values are written, for the rest of the session or script.
package final class OutputSettings: Sendable {
  private let current: Mutex<FormatName>

  package init(format: FormatName = .auto) {
    current = Mutex(format)
  }

  package var format: FormatName {
    get { current.withLock { $0 } }
    set { current.withLock { $0 = newValue } }
  }
}
