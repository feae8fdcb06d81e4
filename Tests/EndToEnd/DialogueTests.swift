import Testing

@Suite("A dialogue", .sharedHome)
struct DialogueTests {
  /// A dialogue at one of its widths.
  struct Setting: Sendable, CustomTestStringConvertible {
    var dialogue: Dialogue
    var columns: Int

    var testDescription: String { "\(dialogue.testDescription), \(columns) columns" }

    static let all = ((try? Dialogue.all.get()) ?? []).flatMap { dialogue in
      dialogue.widths.map { Setting(dialogue: dialogue, columns: $0) }
    }
  }

  @Test("goes as it is written down", arguments: Setting.all)
  func goes(_ setting: Setting) async throws {
    var run = DialogueRun(setting.dialogue, columns: setting.columns, in: try SharedHome.current)
    try await run.run()
  }

  @Test("can be read, and there are many")
  func areRead() throws {
    _ = try Dialogue.all.get()
    #expect(Setting.all.count >= 60)
  }

  @Test("that is written wrongly is told with file and line")
  func tellsMistakes() {
    #expect {
      try Dialogue.dialogues(of: "== x\nrun 1\nfly high\n", named: "a.dialogue")
    } throws: { "\($0)".hasPrefix("a.dialogue:3: `fly`") }
    #expect {
      try Dialogue.dialogues(of: "run 1\n", named: "a.dialogue")
    } throws: { "\($0)".hasPrefix("a.dialogue:1: ") }
  }
}
