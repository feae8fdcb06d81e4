import ParallelJobs
import RData
import Rendering
import Session
import SessionLanguage
import Wording

/// `notices`: what has ended unseen, and what appears by itself from now on.
struct Notices: Command {
  let signature = CommandSignature(
    name: "notices", summary: "List the jobs that ended unseen, or choose which ends appear at the prompt",
    parameters: [
      Parameter(
        name: "mode", kind: .choice(NoticeMode.allCases.map(\.rawValue), many: false),
        summary: "all: a line for each job that ends; summary: their number; off: none (default: all)"),
      Parameter(
        name: "desktop", kind: .flag,
        summary: "Ring and tell the desktop, too, also when a wait of 10 seconds or more ends (default FALSE)"),
    ])
  let effect = CommandEffect.none
  let examples = ["notices", "notices all desktop"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let watch = context.session.jobWatch
    if let word = try invocation.string("mode") {
      guard let mode = NoticeMode(rawValue: word) else {
        let words = NoticeMode.allCases.map(\.rawValue)
        throw invocation.diagnostic(
          "`\(word)` is no way to be told; it is one of \(words.joined(separator: ", "))", at: "mode",
          suggestion: EditDistance.suggestion(for: word, among: words))
      }
      watch.mode = mode
      context.console.say(Self.text(of: mode))
    }
    if invocation.isGiven("desktop") {
      watch.isAlerting = try invocation.flag("desktop")
      context.console.say(
        watch.isAlerting
          ? "The desktop is told of \(watch.mode == .off ? "the ends of long waits" : "each end, too"), if this terminal "
            + "can (OSC 9).\n"
          : "The desktop is not told of ends.\n")
    }
    guard !invocation.isGiven("mode"), !invocation.isGiven("desktop") else { return .nothing }
    // What has ended by now is told here, not once more above the next prompt.
    let fresh = await context.session.lookAtFollowedJobs() ?? []
    var endings = watch.takeMissed()
    endings += fresh.filter { !endings.contains($0) }
    if context.isForPrograms { return CommandResult(NoticeText.table(of: endings)) }
    guard !endings.isEmpty else {
      context.console.say(Self.nothing(following: watch.followed.count, mode: watch.mode))
      return .nothing
    }
    let signs = context.console.terminal.signs
    for ending in endings { context.console.tell(NoticeText.line(for: ending, signs: signs) + "\n") }
    return .nothing
  }

  private static func text(of mode: NoticeMode) -> String {
    switch mode {
    case .off: "No notices appear from now on; `notices` lists what has ended.\n"
    case .summary: "Notices count the jobs that end; `notices` lists them.\n"
    case .all: "A notice appears for each job that ends.\n"
    }
  }

  private static func nothing(following count: Int, mode: NoticeMode) -> String {
    let jobs = "\(Words.counted(count, "job")) \(Words.be(count))"
    return
      "Nothing has ended unseen; \(count == 0 ? "no job is" : jobs) followed, and notices are `\(mode.rawValue)`.\n"
  }
}
