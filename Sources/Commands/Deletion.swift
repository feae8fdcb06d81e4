import Session
import SessionLanguage

/// Something that goes for good: it is described, and asked about.
struct Deletion: Sendable {
  /// What goes, as sentences.
  let description: String
  /// Such as `Delete it? [y/N]`.
  let question: String
  /// What is to be typed for a yes; nil for `y`.
  var word: String?

  /// Whether the user agrees: by `yes`, or when asked; says so when not.
  ///
  /// - Throws: a ``Diagnostic`` when there is nobody to ask.
  func isConfirmed(_ invocation: CommandInvocation, _ context: CommandContext) async throws -> Bool {
    if try context.onlyPlans(invocation) {
      context.console.say(description + "\nDry run: nothing was deleted.\n")
      return false
    }
    if try invocation.flag("yes") { return true }
    context.console.say(description + "\n")
    guard let answer = await context.console.confirm(question + " ", typing: word) else {
      throw invocation.diagnostic(
        "`\(invocation.name)` asks before it deletes, and there is nobody to ask here; add `yes` to delete without "
          + "asking")
    }
    if !answer { context.console.note("Nothing was deleted.\n") }
    return answer
  }
}
