package import RData

/// A `foreach` loop to be run here, by `%do%`.
package struct LocalLoop: Sendable {
  /// A variable of the loop and what it runs over: the elements of a vector
  /// or list, the columns of a data frame or matrix.
  package struct Iteration: Sendable {
    /// Empty for what only bounds the number of iterations.
    package var name: String
    package var values: RValue

    package init(name: String, values: RValue) {
      self.name = name
      self.values = values
    }
  }

  /// What becomes of an iteration that fails.
  package enum ErrorHandling: String, Sendable {
    /// The loop fails, after its last iteration.
    case stop
    /// Its result is left out.
    case remove
    /// The error is its result.
    case pass
  }

  /// At least one; the shortest decides how often the body runs.
  package var iterations: [Iteration]
  /// R source, braces included.
  package var body: String
  /// Variables that the body sees.
  package var exports: [RBinding] = []
  /// Packages that are attached first, and stay so.
  package var packages: [String] = []
  /// Source of the function that puts results together; `nil` for a list.
  package var combine: String?
  /// What the first result is combined with; not without ``combine``.
  package var initial: RValue?
  /// Source of a function of the combined result.
  package var final: String?
  /// Whether the combining function takes many results at once; `nil` for
  /// foreach's default: yes for a list, `c`, `cbind` and `rbind`.
  package var isMulticombine: Bool?
  /// How many results one call takes, 2 at least; `nil` for foreach's default:
  /// 100 for a multicombining function, 2 otherwise.
  package var maximumCombine: Int?
  package var errorHandling = ErrorHandling.stop
  /// Whether the loop prints what it does.
  package var isVerbose = false

  package init(iterations: [Iteration], body: String) {
    self.iterations = iterations
    self.body = body
  }

  var request: RRequest {
    var request = RRequest(.loop, variables: exports)
    request["iterations"] = RRequest.list(iterations.map { RBinding(name: $0.name, value: $0.values) })
    request["body"] = .string(body)
    request["packages"] = .strings(packages)
    request["combine"] = combine.map { .string($0) } ?? .null
    request["has_initial"] = .flag(initial != nil)
    request["initial"] = initial ?? .null
    request["final"] = final.map { .string($0) } ?? .null
    request["multicombine"] = isMulticombine.map { .flag($0) } ?? .null
    request["maxcombine"] = maximumCombine.map { .number(Double($0)) } ?? .null
    request["error_handling"] = .string(errorHandling.rawValue)
    request["verbose"] = .flag(isVerbose)
    return request
  }
}
