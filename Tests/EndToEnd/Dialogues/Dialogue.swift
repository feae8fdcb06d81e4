import Foundation
import Testing

/// A conversation with the shell at a terminal, as a text says it: what is
/// typed, and what the screen must show.
///
/// A file of `Tests/Dialogues` holds several, each below a line `== title`.
/// A line is a verb and what it is about; `#` begins a comment. ``DialogueStep``
/// lists the verbs. `width 40 80 120` has a dialogue held once at each of
/// these widths; `environment NAME=VALUE` adds a variable; `under bash` starts
/// azp from a bash that can stop and continue it; `on EVENT` names a
/// ``DialogueEvent``. Wherever text stands, `{work}` is the shell's directory
/// and `{id}` an id that no other dialogue has.
struct Dialogue: Sendable, CustomTestStringConvertible {
  var title: String
  var widths = [80]
  var rows = 24
  var environment: [String: String] = [:]
  var isUnderBash = false
  var events: Set<DialogueEvent> = []
  var steps: [(line: Int, step: DialogueStep)] = []
  /// The file's path below `Tests/Dialogues`.
  var file: String

  var testDescription: String { "\(file): \(title)" }

  /// Those of all files, or what is wrong with them.
  static let all = Result { try read() }

  /// The files that hold the dialogues of one state of the shell each.
  static let states = Set(((try? all.get()) ?? []).map(\.file).filter { $0.hasPrefix("States/") }).sorted()

  private static func read() throws -> [Dialogue] {
    let directory = URL(fileURLWithPath: #filePath).appending(path: "../../../Dialogues").standardizedFileURL
    let names = FileManager.default.enumerator(atPath: directory.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".dialogue") }.sorted().flatMap { name in
      try dialogues(of: String(contentsOf: directory.appending(path: name), encoding: .utf8), named: name)
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
      case "under" where rest == "bash": dialogues[last].isUnderBash = true
      case "on":
        guard let event = DialogueEvent(rawValue: rest) else { throw Failure("\(place): `\(rest)` is no event.") }
        dialogues[last].events.insert(event)
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
