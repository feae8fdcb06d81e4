import ParallelJobs
import RData
import Session
import SessionLanguage

/// A job named at the prompt by the beginning of its id: the one job whose id
/// begins so is meant, and several are listed. Pure: it is told the jobs.
struct ShortJobID {
  /// Jobs with their states.
  let jobs: [KnownJobs.Entry]

  /// How many are named where several may be meant.
  private static let shownLimit = 5

  /// The id that a word means; nil when it begins none. Case is not
  /// significant, as on Batch.
  ///
  /// - Throws: ``JobError`` that lists the jobs when it begins several.
  func id(meantBy word: String) throws -> String? {
    let prefix = word.lowercased()
    let matches = jobs.filter { $0.id.lowercased().hasPrefix(prefix) }
    if prefix.isEmpty { return nil }
    if let job = matches.first(where: { $0.id.lowercased() == prefix }) { return job.id }
    guard matches.count > 1 else { return matches.first?.id }
    let shown = matches.prefix(Self.shownLimit).map { "  \($0.id) (\($0.state))" }.joined(separator: "\n")
    let rest = matches.count - Self.shownLimit
    throw JobError(
      .notFound,
      "No job is called `\(word)`, and \(matches.count) begin so; type more of the id:\n\(shown)"
        + (rest > 0 ? "\n  ... and \(rest) more" : ""))
  }
}

extension CommandInvocation {
  /// The ids of jobs that are given, with the parameters that hold them.
  private var jobParameters: [Parameter] {
    signature.parameters.filter { if case .jobID = $0.kind { true } else { false } }
  }

  /// All ids of jobs that are given.
  func jobIDs() throws -> [String] { try jobParameters.flatMap { try strings($0.name) } }

  /// The same call without some of its jobs.
  func withoutJobIDs(_ ids: Set<String>) throws -> CommandInvocation {
    var call = self
    for parameter in jobParameters {
      guard let index = call.arguments.firstIndex(where: { $0.name == parameter.name }) else { continue }
      call.arguments[index].value = .strings(try strings(parameter.name).filter { !ids.contains($0) })
    }
    return call
  }

  /// The same call with other ids of jobs.
  func replacingJobIDs(_ meant: [String: String]) throws -> CommandInvocation {
    var call = self
    for parameter in jobParameters {
      guard let index = call.arguments.firstIndex(where: { $0.name == parameter.name }) else { continue }
      call.arguments[index].value = .strings(try strings(parameter.name).map { meant[$0] ?? $0 })
    }
    return call
  }
}
