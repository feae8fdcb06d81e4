package import RData

/// A `foreach` loop to be run here, by `%do%`.
package struct LocalLoop: Sendable {
  /// A variable of the loop and what it runs over: the elements of a vector
  /// or list, the columns of a data frame or matrix.
  package struct Iteration: Sendable {
    /// Empty for what only bounds the number of iterations.
    package var name: String
    /// What it runs over.
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

  /// What one `foreach(...)` does with its results; functions are R source.
  package struct Level: Sendable {
    /// The function that puts results together; `nil` for a list.
    package var combine: String?
    /// What the first result is combined with: a value for each group, or one
    /// for all; empty when there is none. Not without ``combine``.
    package var initials: [RValue] = []
    /// A function of the combined result.
    package var final: String?
    /// Whether the combining function takes many results at once; `nil` for
    /// foreach's default: yes for a list, `c`, `cbind` and `rbind`.
    package var isMulticombine: Bool?
    /// How many results one call takes, 2 at least; `nil` for foreach's default:
    /// 100 for a multicombining function, 2 otherwise.
    package var maximumCombine: Int?
    /// What becomes of errors among the results.
    package var errorHandling = ErrorHandling.stop
    /// How many results each group has: the iterations of an inner loop for
    /// each one of the loop around it. The outermost loop is one group.
    package var sizes: [Int]

    package init(sizes: [Int]) {
      self.sizes = sizes
    }

    fileprivate var value: RValue {
      RRequest.list([
        RBinding(name: "combine", value: combine.map { .string($0) } ?? .null),
        RBinding(name: "initials", value: initials.isEmpty ? .null : .list(initials)),
        RBinding(name: "final", value: final.map { .string($0) } ?? .null),
        RBinding(name: "multicombine", value: isMulticombine.map { .flag($0) } ?? .null),
        RBinding(name: "maxcombine", value: maximumCombine.map { .number(Double($0)) } ?? .null),
        RBinding(name: "errorhandling", value: .string(errorHandling.rawValue)),
        RBinding(name: "sizes", value: RValue(.integer(sizes.map { Int32(clamping: $0) }))),
      ])
    }
  }

  /// At least one; each has a value for every iteration.
  package var iterations: [Iteration]
  /// R source, braces included.
  package var body: String
  /// Variables that the body sees.
  package var exports: [RBinding] = []
  /// Packages that are attached first, and stay so.
  package var packages: [String] = []
  /// The loops that `%:%` nests, the outermost first; at least one. The groups
  /// of the last have the iterations, all together.
  package var levels: [Level]
  /// Whether an error ends the loop.
  package var errorHandling = ErrorHandling.stop
  /// Whether the loop prints what it does.
  package var isVerbose = false

  package init(iterations: [Iteration], levels: [Level], body: String) {
    self.iterations = iterations
    self.levels = levels
    self.body = body
  }

  var request: RRequest {
    var request = RRequest(.loop, variables: exports)
    request["iterations"] = RRequest.list(iterations.map { RBinding(name: $0.name, value: $0.values) })
    request["body"] = .string(body)
    request["packages"] = .strings(packages)
    request["levels"] = .list(levels.map(\.value))
    request["error_handling"] = .string(errorHandling.rawValue)
    request["verbose"] = .flag(isVerbose)
    return request
  }
}
