/// A value that must not be seen: keys, tokens, signatures.
///
/// It prints as `<redacted>` wherever it is described or dumped, and has no
/// coding of its own. The value is reached by ``reveal()`` alone, so that
/// every use can be found.
public struct Secret<Value: Sendable>: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let value: Value

  /// Hides the value from everything that prints.
  public init(_ value: Value) {
    self.value = value
  }

  /// The value itself; it must go nowhere but to the one who checks it.
  public func reveal() -> Value { value }

  /// Never the value.
  public var description: String { "<redacted>" }
  /// Never the value.
  public var debugDescription: String { "<redacted>" }
  /// Shows nothing to debuggers and `dump`.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
