/// R source that does not parse.
public struct RSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Where, counted from 1; columns count characters.
  public let line: Int
  public let column: Int
  /// What is wrong there.
  public let message: String

  public var description: String { "Line \(line), column \(column) of the R source: \(message)." }
}
