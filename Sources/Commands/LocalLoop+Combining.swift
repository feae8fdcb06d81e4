import LocalR
import ParallelJobs
import RData

extension LocalLoop {
  /// A loop whose iterations give the results of another one, errors
  /// included, so that they are combined here as they would have been there.
  init(combining result: UncombinedResult) {
    let name = ".azp_result"
    self.init(
      iterations: [Iteration(name: name, values: .list(result.values))],
      levels: result.combination.levels.map(Self.level),
      body: "if (inherits(\(name), \"error\")) stop(\(name)) else \(name)")
    exports = result.exports
    packages = result.packages
    errorHandling =
      result.combination.levels.last.flatMap { ErrorHandling(rawValue: $0.errorHandling.rawValue) } ?? .stop
  }

  private static func level(_ level: Combination.Level) -> Level {
    var local = Level(sizes: level.sizes)
    local.combine = level.function
    local.initials = level.initials
    local.final = level.final
    local.isMulticombine = level.isMulti
    local.maximumCombine = level.maximum
    local.errorHandling = ErrorHandling(rawValue: level.errorHandling.rawValue) ?? .stop
    return local
  }
}
