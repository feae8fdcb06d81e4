import Rendering

/// A way to look at what a command prints: a format, and the terminal it goes
/// to, if any.
struct GoldenLook: Sendable {
  var format: FormatName
  /// Nil for a file or a pipe.
  var columns: Int?

  /// `table`, or `table at 40 columns`.
  var name: String { format.rawValue + (columns.map { " at \($0) columns" } ?? "") }

  static let all: [GoldenLook] =
    FormatName.allCases.map { GoldenLook(format: $0, columns: nil) }
    + [.auto, .table].flatMap { format in [120, 80, 40].map { GoldenLook(format: format, columns: $0) } }
}
