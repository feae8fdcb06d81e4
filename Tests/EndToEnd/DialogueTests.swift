import Testing

@Suite("A dialogue", .dialogueLanes)
struct DialogueTests {
  @Test("goes as it is written down", arguments: DialogueSetting.all)
  func goes(_ setting: DialogueSetting) async throws {
    try await DialogueLanes.outcome(of: setting)
  }

  @Test("can be read, and there are many, none twice")
  func areRead() throws {
    let dialogues = try Dialogue.all.get()
    #expect(dialogues.count >= 200)
    #expect(Set(dialogues.map(\.testDescription)).count == dialogues.count)
  }

  @Test("is written down for every state of the shell")
  func coversStates() {
    #expect(Dialogue.states.count == 16)
  }

  @Test("is there for each state of the shell and each thing that can happen in it", arguments: Dialogue.states)
  func coversEvents(state: String) throws {
    let dialogues = try Dialogue.all.get().filter { $0.file == state }
    for event in DialogueEvent.allCases {
      #expect(dialogues.contains { $0.events.contains(event) }, "\(event.rawValue)")
    }
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
