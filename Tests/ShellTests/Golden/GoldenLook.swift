import Foundation
import Rendering

/// A way to look at what a command prints: a format, and the terminal it goes
/// to, if any.
struct GoldenLook: Sendable {
  var format: FormatName
  /// Nil for a file or a pipe.
  var columns: Int?

  /// `table`, or `table at 40 columns`.
  var name: String { format.rawValue + (columns.map { " at \($0) columns" } ?? "") }

  /// Whether what stands on standard output is what the format promises: JSON,
  /// rows of equal length, lines; or fits the terminal.
  func canBeRead(_ text: String) -> Bool {
    let output = text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix(RecordingConsole.errorMark) }.joined(separator: "\n")
    switch format {
    case .json: return output.isEmpty || Self.isJSON(output)
    case .ndjson: return output.split(separator: "\n").allSatisfy(Self.isJSON)
    case .csv: return Self.hasEqualRows(Self.fields(csv: output))
    case .tsv:
      return Self.hasEqualRows(
        output.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false).count })
    case .ids: return !output.contains("\t")
    // Ids, examples and what help's topics show in lines of 80 are not broken.
    case .auto, .r, .table, .vertical: return columns.map { width in width < 80 || Self.fits(text, width) } ?? true
    }
  }

  private static func isJSON(_ text: some StringProtocol) -> Bool {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) != nil
  }

  private static func hasEqualRows(_ counts: [Int]) -> Bool { Set(counts).count <= 1 }

  private static func fits(_ text: String, _ width: Int) -> Bool {
    text.split(separator: "\n").map { $0.trimmingPrefix(RecordingConsole.errorMark) }
      .allSatisfy { $0.count <= width || !$0.trimmingCharacters(in: .whitespaces).contains(" ") }
  }

  /// How many fields the rows of CSV have (RFC 4180), quoted line ends and
  /// commas being none.
  private static func fields(csv text: String) -> [Int] {
    var counts: [Int] = []
    var count = 1
    var isQuoted = false
    for character in text {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: count += 1
      case "\n" where !isQuoted:
        counts.append(count)
        count = 1
      default: break
      }
    }
    return isQuoted ? [0, 1] : counts
  }

  static let all: [GoldenLook] =
    FormatName.allCases.map { GoldenLook(format: $0, columns: nil) }
    + [.auto, .table].flatMap { format in [120, 80, 40].map { GoldenLook(format: format, columns: $0) } }
}
