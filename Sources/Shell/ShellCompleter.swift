import AzureWire
import Commands
import Foundation
package import LineEditor
package import Session
package import SessionLanguage

/// What Tab offers: commands, parameters, values, variables, paths and the
/// ids of jobs, tasks, pools and containers, all from memory.
package struct ShellCompleter: Completer {
  let knownJobs: KnownJobs
  let knownClusters: KnownClusters
  let knownNames: KnownNames
  let interpreter: Interpreter
  /// Called at each Tab, so that the next one knows more.
  let wants: @Sendable (BackgroundReader.Wish) -> Void
  let now: @Sendable () -> Double

  /// - Parameter wants: is told what the next Tab should know.
  package init(
    knownJobs: KnownJobs, knownClusters: KnownClusters, knownNames: KnownNames, interpreter: Interpreter,
    wants: @escaping @Sendable (BackgroundReader.Wish) -> Void, now: @escaping @Sendable () -> Double
  ) {
    self.knownJobs = knownJobs
    self.knownClusters = knownClusters
    self.knownNames = knownNames
    self.interpreter = interpreter
    self.wants = wants
    self.now = now
  }

  package func completions(for text: String, cursor: Int) -> Completion {
    wants(.jobs)
    let variables = interpreter.variables
    let context = CompletionContext.at(
      text: text, cursor: cursor, commands: CommandTable.signatures, variables: variables)
    guard let place = context.place else { return .none(at: cursor) }
    var completion = Completion(
      candidates: candidates(in: context, variables: Array(variables.keys)),
      replace: place.range.lowerBound..<place.range.upperBound, suffix: suffix(in: context))
    if case .value(let parameter, _, _, _, let place) = context, parameter.kind.offersJobs {
      // Of very many, only as many are candidates as anybody looks at.
      let match = knownJobs.matching(prefix: place.prefix, limit: Self.jobLimit)
      completion.count += match.count - match.entries.count
    }
    return completion
  }

  /// As many as a list of candidates shows.
  private static let jobLimit = CandidateList.maximumCount

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
      guard place.style != .word else { return words(naming: free, place) }
      let parameters = free.filter { $0.name.hasPrefix(place.prefix) }
        .map { parameter in
          let value = parameter.kind == .flag ? "TRUE" : ""
          return Completion.Candidate(
            "\(parameter.name) = \(value)", display: parameter.name, description: parameter.summary)
        }
      return parameters + names([], variables, place)
    case .value(let parameter, _, let orNames, let given, let place):
      var candidates = values(of: parameter, given, place)
      candidates += words(naming: orNames, place)
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

  /// Parameters as the words of a command name them.
  private func words(naming parameters: [Parameter], _ place: CompletionContext.Place) -> [Completion.Candidate] {
    parameters.filter { $0.name.hasPrefix(place.prefix) }.map { parameter in
      Completion.Candidate(
        parameter.kind == .flag ? parameter.name : "\(parameter.name): ", display: parameter.name,
        description: parameter.summary)
    }
  }

  private func values(
    of parameter: Parameter, _ given: [String: [String]], _ place: CompletionContext.Place
  ) -> [Completion.Candidate] {
    switch parameter.kind {
    case .jobID: jobs(place)
    case .container: jobs(place) + containers(place)
    case .taskID: given["jobId"]?.first.map { names(.tasks(job: $0), "for", place) } ?? []
    case .choice(let words, _): written(words, place)
    case .path: paths(place)
    case .package: written(PackageCandidates.installed(), place)
    case .command: commands(place) + written(HelpTopic.all.map(\.name), place)
    case .flag where !place.isQuoted:
      ["TRUE", "FALSE"].filter { $0.hasPrefix(place.prefix) }.map { Completion.Candidate($0) }
    case .poolID: clusters(place)
    case .flag, .text, .number, .numberOr, .value, .statement: []
    }
  }

  private func jobs(_ place: CompletionContext.Place) -> [Completion.Candidate] {
    knownJobs.matching(prefix: place.prefix, limit: Self.jobLimit).entries.map { job in
      let age = job.creationTime.map { ", \(ageText(of: $0.secondsSince1970)) old" } ?? ""
      return Completion.Candidate(place.style.written(job.id), display: job.id, description: "\(job.state)\(age)")
    }
  }

  /// Containers besides those that are named as their job is.
  private func containers(_ place: CompletionContext.Place) -> [Completion.Candidate] {
    names(.containers, "", place).filter { !knownJobs.contains($0.display) }
  }

  /// Clusters that are known, with what is known of them.
  private func clusters(_ place: CompletionContext.Place) -> [Completion.Candidate] {
    let described = names(.pools, "", place)
    return written(knownClusters.matching(prefix: place.prefix), place).map { cluster in
      described.first { $0.text == cluster.text } ?? cluster
    }
  }

  /// Names that are known, which are asked for anew meanwhile.
  private func names(
    _ topic: KnownNames.Topic, _ ageWord: String, _ place: CompletionContext.Place
  ) -> [Completion.Candidate] {
    wants(.names(topic))
    return knownNames.matching(topic, prefix: place.prefix).map { name in
      let age = name.since.map { ageText(of: $0.secondsSince1970) }
      let since = age.map { ageWord.isEmpty ? ", \($0) old" : " \(ageWord) \($0)" } ?? ""
      return Completion.Candidate(place.style.written(name.id), display: name.id, description: name.state + since)
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

extension Parameter.Kind {
  /// Whether ids of jobs are among what can be written.
  fileprivate var offersJobs: Bool {
    switch self {
    case .jobID, .container: true
    default: false
    }
  }
}
