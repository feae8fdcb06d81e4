import AzureWire
import Foundation
import ParallelJobs
import RData
import Rendering
import SessionLanguage
import Wording

/// `plotJob`: the tasks of a job over time, by node: in the terminal, or as a
/// picture in a file.
struct PlotJob: Command {
  let signature = CommandSignature(
    name: "plotJob", summary: "Draw a job's tasks over time and nodes, here or into a file",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id"),
      Parameter(
        name: "file", kind: .path,
        summary: "The file to write, .svg, or .png where R is on this machine (default NULL: drawn here)"),
    ])
  let effect = CommandEffect.none
  let examples = ["plotJob job20170714215517", "plotJob(job_id, file = 'nightly.png')"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let file = try invocation.string("file")
    let ending = file.map { NSString(string: $0).pathExtension.lowercased() }
    guard ending == nil || ending == "svg" || ending == "png" else {
      throw invocation.diagnostic("`plotJob` writes SVG and PNG; name a file that ends with .svg or .png", at: "file")
    }
    let times = try await context.withJobs { try await $0.times(of: id) }
    guard !times.isEmpty else {
      context.console.say("No task of the job `\(id)` has started yet; `explainJob \(id)` says why.\n")
      return CommandResult(Self.table(of: []), isVisible: context.isForPrograms)
    }
    let timeline = Self.timeline(of: id, times, now: context.now())
    if let file {
      let picture: Data
      do {
        picture =
          ending == "png"
          ? try await TimelinePNG(timeline).bytes(evaluateInR: context.evaluateInR)
          : Data(TimelineSVG(timeline).text.utf8)
      } catch let failure as TimelinePNG.Failure {
        throw invocation.diagnostic(
          "a PNG is drawn by R, \(failure.reason), or name a file that ends with .svg", at: "file")
      }
      do {
        try picture.write(to: URL(fileURLWithPath: UserPath.expanded(file)), options: .atomic)
      } catch {
        throw DownloadTarget.cannotWrite(file)
      }
      context.console.say("Drew \(Words.counted(times.count, "task")) into \(file).\n")
    } else if !context.isForPrograms {
      let terminal = context.console.terminal
      context.console.write(TimelineChart(timeline, width: terminal.width, signs: terminal.signs).text)
    }
    return CommandResult(Self.table(of: times), isVisible: context.isForPrograms && file == nil)
  }

  static func timeline(of id: String, _ times: [TaskTime], now: Double) -> Timeline {
    Timeline(
      title: id,
      bars: times.map { time in
        let kind: Timeline.Kind =
          switch time.outcome {
          case .running: .running
          case .succeeded: .succeeded
          case .failed: .failed
          }
        let start = time.start.secondsSince1970
        return Timeline.Bar(
          label: time.id, group: time.node, start: start, end: max(start, time.end?.secondsSince1970 ?? now), kind: kind
        )
      })
  }

  static func table(of times: [TaskTime]) -> RValue {
    .dataFrame(
      [
        "Id": .strings(times.map(\.id)), "Node": .strings(times.map(\.node)),
        "Start": .strings(times.map(\.start.iso8601Seconds)),
        "Seconds": RValue(.double(times.map { $0.seconds ?? .naReal })),
        "Result": RValue(
          .character(times.map { $0.outcome == .running ? nil : $0.outcome == .succeeded ? "success" : "failure" })),
      ], rowCount: times.count)
  }
}
