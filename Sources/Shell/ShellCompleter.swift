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
  let knownClusters: KnownClusters
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
    return Completion(
      candidates: candidates(in: context, variables: Array(variables.keys)),
      replace: place.range.lowerBound..<place.range.upperBound, suffix: suffix(in: context))
  }

  /// What follows a candidate that is the only one.
  private func suffix(in context: CompletionContext) -> String {
    switch context {
    case .command: " "
    case .value(let parameter, _, _, _, let place):
      switch parameter.kind {
      // A list of words or a path may go on.
      case .path: ""
      case .choice(_, many: true) where place.style == .word: ""
      default: place.quote.map(String.init) ?? (place.style == .word ? " " : "")
      }
    case .member(_, let place): place.quote.map(String.init) ?? ""
    case .parameter, .variable, .path, .nothing: ""
    }
  }

  private func candidates(in context: CompletionContext, variables: [String]) -> [Completion.Candidate] {
    switch context {
    case .command(let locals, let place):
      return commands(place) + names(locals, variables, place)
    case .parameter(_, let free, let place):
      let parameters = free.filter { $0.name.hasPrefix(place.prefix) }
        .map { parameter in
          let value = parameter.kind == .flag ? "TRUE" : ""
          return Completion.Candidate(
            "\(parameter.name) = \(value)", display: parameter.name, description: parameter.summary)
        }
      return parameters + names([], variables, place)
    case .value(let parameter, _, let orNames, _, let place):
      var candidates = values(of: parameter, place)
      candidates += orNames.filter { $0.name.hasPrefix(place.prefix) }
        .map { parameter in
          Completion.Candidate(
            parameter.kind == .flag ? parameter.name : "\(parameter.name): ", display: parameter.name,
            description: parameter.summary)
        }
      return candidates + (place.style == .expression ? names([], variables, place) : [])
    case .variable(let locals, let orCommands, let place):
      let commands = orCommands && !place.prefix.isEmpty ? commands(place) : []
      return names(locals, variables, place) + commands
    case .member(let members, let place):
      let candidates = written(members, place)
      return candidates + (place.style == .expression ? names([], variables, place) : [])
    case .path(let place): return paths(place)
    case .nothing: return []
    }
  }

  private func values(of parameter: Parameter, _ place: CompletionContext.Place) -> [Completion.Candidate] {
    switch parameter.kind {
    case .jobID:
      knownJobs.matching(prefix: place.prefix).map { job in
        let age = job.creationTime.map { ", \(ageText(of: $0.secondsSince1970)) old" } ?? ""
        return Completion.Candidate(
          place.style.written(job.id), display: job.id, description: "\(job.state)\(age)")
      }
    case .choice(let words, _): written(words, place)
    case .path: paths(place)
    case .package: written(PackageCandidates.installed(), place)
    case .command: commands(place) + written(HelpTopic.all.map(\.name), place)
    case .flag where !place.isQuoted:
      ["TRUE", "FALSE"].filter { $0.hasPrefix(place.prefix) }.map { Completion.Candidate($0) }
    case .poolID: written(knownClusters.matching(prefix: place.prefix), place)
    case .flag, .text, .number, .numberOr, .taskID, .value: []
    }
  }

  private func written(_ words: [String], _ place: CompletionContext.Place) -> [Completion.Candidate] {
    words.filter { $0.hasPrefix(place.prefix) }
      .map { Completion.Candidate(place.style.written($0), display: $0) }
  }

  private func commands(_ place: CompletionContext.Place) -> [Completion.Candidate] {
    CommandTable.signatures.filter { $0.name.hasPrefix(place.prefix) }
      .map { Completion.Candidate($0.name, description: $0.summary) }
  }

  private func paths(_ place: CompletionContext.Place) -> [Completion.Candidate] {
    PathCandidates.matching(place.prefix).map { candidate in
      var text = place.style.written(candidate.text)
      // The path goes on behind a directory, inside of its quotes.
      if candidate.text.hasSuffix("/"), text.last != "/" { text.removeLast() }
      return Completion.Candidate(text, display: candidate.display)
    }
  }

  private func names(
    _ locals: [String], _ variables: [String], _ place: CompletionContext.Place
  ) -> [Completion.Candidate] {
    guard !place.prefix.isEmpty || place.quote == "`" else { return [] }
    // Where a string may stand as well a name is still written as one.
    let style = place.style == .expression || place.style == .word ? InsertionStyle.name : place.style
    return Set(variables).union(locals).filter { $0.hasPrefix(place.prefix) }.sorted()
      .map { Completion.Candidate(style.written($0), display: $0, description: "variable") }
  }

  private func ageText(of time: Double) -> String { AgeText.text(seconds: now() - time) }
}
