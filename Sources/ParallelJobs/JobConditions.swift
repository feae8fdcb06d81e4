import AzureClient
import AzureWire
import RData

/// The warnings and messages of a job's iterations, which R would show beside
/// the values.
package struct JobConditions: Sendable, Equatable {
  /// What R calls a condition that is no error.
  package enum Kind: String, Sendable, CaseIterable {
    case warning, message
  }

  /// One warning or message.
  package struct Condition: Sendable, Equatable {
    /// The iteration that signalled it, from 1 over the whole loop.
    package var iteration: Int
    /// Its text, at most 1,000 characters.
    package var text: String

    package init(iteration: Int, text: String) {
      self.iteration = iteration
      self.text = text
    }
  }

  /// How many there were. ``texts`` may hold fewer: of one iteration, 50 of
  /// each kind are kept.
  package private(set) var counts: [Kind: Int] = [:]
  /// Their texts, in the order of the iterations.
  package private(set) var texts: [Kind: [Condition]] = [:]

  package init() {}

  /// - Parameter conditions: All there were of each kind.
  package init(_ conditions: [Kind: [Condition]]) {
    texts = conditions
    counts = conditions.mapValues(\.count)
  }

  /// - Parameter records: What `worker.R` appends after an iteration: its
  ///   number, the counts and the texts, each by kind.
  init(records: [RValue]) {
    for record in records {
      guard case .list(let parts) = record.storage, parts.count == 3, let iteration = parts[0].asInt else { continue }
      for kind in Kind.allCases {
        guard let index = parts[1].names?.firstIndex(of: kind.rawValue),
          case .integer(let numbers) = parts[1].storage, numbers.indices.contains(index), numbers[index] > 0
        else { continue }
        counts[kind, default: 0] += Int(numbers[index])
        let texts = parts[2].element(kind.rawValue)?.asStrings ?? []
        self.texts[kind, default: []] += texts.map { Condition(iteration: iteration, text: $0) }
      }
    }
    for kind in texts.keys { texts[kind]?.sort { $0.iteration < $1.iteration } }
  }

  package func count(_ kind: Kind) -> Int { counts[kind] ?? 0 }
}

extension ParallelJobs {
  /// The warnings and messages of a job's iterations, as far as their tasks
  /// have ended.
  ///
  /// - Returns: None for a job that was not submitted by azp.
  /// - Throws: ``JobError`` of kind `notFound`; `AzureError`.
  package func conditions(of id: String) async throws -> JobConditions { try await conditions(of: try await job(id)) }

  func conditions(of job: BatchJob) async throws -> JobConditions {
    let all: [String]
    do {
      all = try await blobs.blobs(container: job.container, prefix: JobLayout.records).all().map(\.name)
    } catch let error as AzureError where error.kind == .notFound {
      return JobConditions()
    }
    let merged = JobLayout.conditions(ofTask: JobLayout.mergeTaskID)
    let names = all.contains(merged) ? [merged] : all.filter { $0.hasSuffix(JobLayout.conditionsSuffix) }
    let records = try await withThrowingTaskGroup(of: [RValue].self) { group in
      var records: [RValue] = []
      for (index, name) in names.enumerated() {
        if index >= 8, let more = try await group.next() { records += more }
        group.addTask { RDS.readSequence(try await optionalBlob(name, of: job) ?? []) }
      }
      for try await more in group { records += more }
      return records
    }
    return JobConditions(records: records)
  }
}
