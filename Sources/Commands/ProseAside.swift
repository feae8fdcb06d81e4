import Rendering

/// A console whose output is read by a program: what a command says to people
/// goes to standard error.
struct ProseAside: Console {
  let console: any Console

  var terminal: Terminal { console.terminal }

  func write(_ text: String) { console.note(text) }

  func note(_ text: String) { console.note(text) }

  func confirm(_ question: String, typing word: String?) async -> Bool? {
    await console.confirm(question, typing: word)
  }

  func quit(status: Int32?) { console.quit(status: status) }

  var hasQuit: Bool { console.hasQuit }

  var resumptions: Int { console.resumptions }

  func alert(_ text: String) { console.alert(text) }

  func noteEnd(ofJob id: String, isSuccess: Bool) { console.noteEnd(ofJob: id, isSuccess: isSuccess) }
}
