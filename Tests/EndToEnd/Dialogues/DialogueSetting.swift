import Foundation
import Testing

/// A dialogue at one of its widths.
struct DialogueSetting: Sendable, Identifiable, CustomTestStringConvertible {
  var dialogue: Dialogue
  var columns: Int

  var id: String { "\(dialogue.testDescription), \(columns) columns" }
  var testDescription: String { id }

  /// Those whose file or title contains `AZP_DIALOGUES`, if it is set; no two
  /// are the same.
  static let all = ((try? Dialogue.all.get()) ?? []).flatMap { dialogue in
    dialogue.widths.map { DialogueSetting(dialogue: dialogue, columns: $0) }
  }.filter { setting in
    ProcessInfo.processInfo.environment["AZP_DIALOGUES"].map { setting.id.contains($0) } ?? true
  }
}
