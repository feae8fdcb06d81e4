import Foundation
import RData
import SessionLanguage

#if canImport(Glibc)
  import Glibc
#endif

/// `log`: takes down the session in a file.
struct Log: Command {
  let signature = CommandSignature(
    name: "log", summary: "Take down what is typed and shown in a file, without secrets",
    parameters: [
      Parameter(
        name: "file", kind: .path, summary: "The file to append to; off ends it (default nothing: say how it stands)")
    ])
  let effect = CommandEffect.none
  let examples = ["log session.txt", "log off"]
  let usesService = false

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let transcript = context.shell.transcript
    guard let path = try invocation.string("file") else {
      context.console.say(transcript.isOpen ? "The session is taken down; `log off` ends it.\n" : "There is no log.\n")
      return .nothing
    }
    guard path != "off" else {
      context.console.note(transcript.isOpen ? "The log has ended.\n" : "There is no log.\n")
      transcript.close()
      return .nothing
    }
    if let number = transcript.open(path) {
      throw invocation.diagnostic(
        "the file `\(path)` cannot be written to (\(String(cString: strerror(number)))); name another", at: "file")
    }
    context.console.say("The session is taken down in `\(path)` from now on; `log off` ends it.\n")
    return .nothing
  }
}
