import AzureWire
import Wording

/// What became of the tasks of a submission.
public struct TaskAddReport: Sendable {
  /// Tasks that the service has now and had not before.
  public var added = 0
  /// Ids of tasks that the service had already.
  public var alreadyThere: [String] = []
  /// Tasks that the service refused.
  var refused: [(id: String, error: BatchErrorBody)] = []

  /// A report of nothing added yet.
  public init() {}

  /// The tasks that the service has.
  public var acknowledged: Int { added + alreadyThere.count }

  mutating func add(_ other: TaskAddReport) {
    added += other.added
    alreadyThere += other.alreadyThere
    refused += other.refused
  }

  /// The one error for all refused tasks; nil when there are none.
  func refusal(job: String, total: Int) -> AzureError? {
    guard let first = refused.first else { return nil }
    let shown = refused.prefix(3).map { item in
      var reason = ErrorDetails.cleaned(item.error.message?.value ?? item.error.code)
      while reason.hasSuffix(".") { reason.removeLast() }
      let details = (item.error.values ?? []).compactMap { pair in
        pair.value.map { "\(pair.key ?? "Detail"): \(ErrorDetails.cleaned($0))" }
      }
      return "task \"\(item.id)\" (\(([reason] + details).joined(separator: ", ")))"
    }
    let more = refused.count > 3 ? " and \(refused.count - 3) more" : ""
    let text =
      "\(Words.counted(refused.count, of: total, "task")) of job \"\(job)\" \(refused.count == 1 ? "was" : "were") refused: "
      + "\(shown.joined(separator: ", "))\(more); correct them and add the tasks again."
    var error = AzureError(kind: .invalidRequest, status: 200, code: first.error.code, message: text)
    error.values = (first.error.values ?? []).map { ($0.key ?? "Detail", ErrorDetails.cleaned($0.value ?? "")) }
    return error
  }
}
