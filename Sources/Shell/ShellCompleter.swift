import AzureWire
import Commands
import Foundation
import LineEditor
import Session
import SessionLanguage

/// What Tab offers: commands, parameters, values, variables, paths and the
/// ids of jobs, all from memory.
struct ShellCompleter: Completer {
  let knownJobs: KnownJobs
  let interpreter: Interpreter
  /// Called at each Tab, so that the next one knows more.
  let wantsFreshJobs: @Sendable () -> Void
  let now: @Sendable () -> Double

  func completions(for text: String, cursor: Int) -> Completion {
    wantsFreshJobs()
    let variables = interpreter.variables
    let context = CompletionContext.at(
      text: text, cursor: cursor, commands: CommandTable.signatures, variables: variables)
    guard let place = context.place else { return .none(at: cursor) }
    let range = place.range.lowerBound..<place.range.upperBound
    switch context {
    case .command(let place):
      let commands = CommandTable.signatures.filter { $0.name.hasPrefix(place.prefix) }
        .map { Completion.Candidate($0.name, description: $0.summary) }
      return Completion(candidates: commands + names(variables, place.prefix), replace: range)
    case .parameter(_, let free, let place):
      let parameters = free.filter { $0.name.hasPrefix(place.prefix) }
        .map { parameter in
          let value = parameter.kind == .flag ? "TRUE" : ""
          return Completion.Candidate(
            "\(parameter.name) = \(value)", display: parameter.name, description: parameter.summary)
        }
      return Completion(candidates: parameters + names(variables, place.prefix), replace: range, suffix: "")
    case .value(let parameter, _, let orNames, _, let place):
      return values(of: parameter, orNames: orNames, place: place, range: range)
    case .variable(let place):
      return Completion(candidates: names(variables, place.prefix), replace: range, suffix: "")
    case .member(let members, let place):
      let candidates = members.filter { $0.hasPrefix(place.prefix) }.map { Completion.Candidate($0) }
      return Completion(candidates: candidates, replace: range, suffix: "")
    case .nothing:
      return .none(at: cursor)
    }
  }

  private func values(
    of parameter: Parameter, orNames: [Parameter], place: CompletionContext.Place, range: Range<Int>
  ) -> Completion {
    var candidates: [Completion.Candidate] = []
    var suffix = place.isQuoted ? "" : " "
    switch parameter.kind {
    case .jobID:
      candidates = knownJobs.matching(prefix: place.prefix).map { job in
        let age = job.creationTime.map { ", \(ageText(of: $0.secondsSince1970)) old" } ?? ""
        return Completion.Candidate(job.id, description: "\(job.state)\(age)")
      }
    case .choice(let words, let many):
      candidates = words.filter { $0.hasPrefix(place.prefix) }.map { Completion.Candidate($0) }
      if many { suffix = "" }
    case .path:
      candidates = PathCandidates.matching(place.prefix)
      suffix = ""
    case .flag, .text, .number, .taskID, .poolID, .value:
      break
    }
    candidates += orNames.filter { $0.name.hasPrefix(place.prefix) }
      .map { parameter in
        Completion.Candidate(
          parameter.kind == .flag ? parameter.name : "\(parameter.name): ", display: parameter.name,
          description: parameter.summary)
      }
    return Completion(candidates: candidates, replace: range, suffix: suffix)
  }

  private func names(_ variables: [String: some Any], _ prefix: String) -> [Completion.Candidate] {
    variables.keys.filter { $0.hasPrefix(prefix) && !prefix.isEmpty }.sorted()
      .map { Completion.Candidate($0, description: "variable") }
  }

  private func ageText(of time: Double) -> String { AgeText.text(seconds: now() - time) }
}
