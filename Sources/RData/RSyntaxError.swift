/// R source that does not parse.
public struct RSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Where, counted from 1; columns count characters.
  public let line: Int
  /// In the line, from 1.
  public let column: Int
  /// What is wrong there.
  public let message: String

  /// A sentence that names the place.
  public var description: String { "Line \(line), column \(column) of the R source: \(message)." }
}
