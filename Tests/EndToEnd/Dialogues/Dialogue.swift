import Foundation
import Testing

/// A conversation with the shell at a terminal, as a text says it: what is
/// typed, and what the screen must show.
///
/// A file of `Tests/Dialogues` holds several, each below a line `== title`.
/// A line is a verb and what it is about; `#` begins a comment. ``DialogueStep``
/// lists the verbs. `width 40 80 120` has a dialogue held once at each of
/// these widths; `environment NAME=VALUE` adds a variable, in whose value
/// `{work}` is the shell's directory. In every other line `{id}` is an id that
/// no other dialogue has.
struct Dialogue: Sendable, CustomTestStringConvertible {
  var title: String
  var widths = [80]
  var rows = 24
  var environment: [String: String] = [:]
  var steps: [(line: Int, step: DialogueStep)] = []
  var file: String

  var testDescription: String { "\(file): \(title)" }

  /// Those of all files, or what is wrong with them.
  static let all = Result { try read() }

  private static func read() throws -> [Dialogue] {
    let directory = URL(fileURLWithPath: #filePath).appending(path: "../../../Dialogues").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "dialogue" }.sorted { $0.path < $1.path }.flatMap { file in
      try dialogues(of: String(contentsOf: file, encoding: .utf8), named: file.lastPathComponent)
    }
  }

  /// - Throws: ``Failure`` that names the file and the line.
  static func dialogues(of text: String, named file: String) throws -> [Dialogue] {
    var dialogues: [Dialogue] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      if line.hasPrefix("== ") {
        dialogues.append(Dialogue(title: String(line.dropFirst(3)), file: file))
        continue
      }
      let verb = String(line.prefix { $0 != " " })
      let rest = String(line.dropFirst(verb.count + 1))
      let last = dialogues.count - 1
      let place = "\(file):\(index + 1)"
      guard last >= 0 else { throw Failure("\(place): a dialogue begins with `== title`.") }
      switch verb {
      case "width": dialogues[last].widths = rest.split(separator: " ").compactMap { Int($0) }
      case "rows": dialogues[last].rows = Int(rest) ?? 24
      case "environment":
        let parts = rest.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        dialogues[last].environment[parts[0]] = parts.last
      default:
        guard let step = DialogueStep(verb, rest) else {
          throw Failure("\(place): `\(verb)` is no verb of a dialogue, or `\(rest)` nothing that it takes.")
        }
        dialogues[last].steps.append((index + 1, step))
      }
    }
    return dialogues
  }
}
