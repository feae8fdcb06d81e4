import LocalR
import ParallelJobs
import RData
import SessionLanguage
import Wording

/// Makes of a loop as it was written what is submitted.
struct LoopTranslation {
  let loop: ForeachLoop
  /// What the loop does where it says nothing.
  var defaults = JobOptions()

  /// - Throws: a ``Diagnostic`` for an option that is unknown or of the wrong
  ///   kind, and for iterations that are no vector; nothing has happened then.
  func submission() throws -> LoopSubmission {
    let variables = try loop.iterations.map { iteration in
      LoopSubmission.Variable(name: iteration.name, values: try elements(of: iteration))
    }
    return LoopSubmission(variables: variables, body: loop.body, exports: loop.exports, options: try options())
  }

  /// The loop for `%do%`, which runs it here.
  func localLoop() -> LocalLoop {
    let options = loop.options
    var local = LocalLoop(
      iterations: loop.iterations.map { LocalLoop.Iteration(name: $0.name, values: $0.values) },
      levels: loop.levels.map(Self.localLevel), body: loop.body)
    local.exports = loop.exports
    local.packages = options.packages
    local.errorHandling = LocalLoop.ErrorHandling(rawValue: options.errorHandling.rawValue) ?? .stop
    local.isVerbose = options.isVerbose
    return local
  }

  private static func localLevel(_ level: LoopLevel) -> LocalLoop.Level {
    var local = LocalLoop.Level(sizes: level.sizes)
    local.combine = level.combine
    local.initials = level.initials
    local.final = level.final
    local.isMulticombine = level.isMulticombine
    local.maximumCombine = level.maximumCombine
    local.errorHandling = LocalLoop.ErrorHandling(rawValue: level.errorHandling.rawValue) ?? .stop
    return local
  }

  private static func combination(_ level: LoopLevel) -> Combination.Level {
    var combination = Combination.Level(function: level.combine)
    combination.initials = level.initials
    combination.final = level.final
    combination.isMulti = level.isMulticombine
    combination.maximum = level.maximumCombine
    combination.errorHandling = ErrorHandling(rawValue: level.errorHandling.rawValue) ?? .stop
    combination.sizes = level.sizes
    return combination
  }

  private func elements(of iteration: ForeachLoop.Iteration) throws -> [RValue] {
    guard let elements = iteration.values.loopElements else {
      throw loop.diagnostic(
        "`\(iteration.name)` runs over something that is neither a vector nor a list; give a vector, a list or a "
          + "data frame")
    }
    return elements
  }

  private func options() throws -> JobOptions {
    let written = loop.options
    var options = defaults
    options.packages = written.packages
    options.github = written.github
    options.bioconductor = written.bioconductor
    options.errorHandling = ErrorHandling(rawValue: written.errorHandling.rawValue) ?? .stop
    options.combination = Combination(levels: loop.levels.map(Self.combination))
    options.isVerbose = written.isVerbose
    try apply(azure: written.azure, to: &options)
    return options
  }

  private static let azureNames = [
    "job", "wait", "chunkSize", "enableCloudCombine", "autoDeleteJob", "maxTaskRetryCount", "timeout", "reduce",
    "resourceFiles", "outputFiles", "inputs", "cloudCombine",
  ]

  private func apply(azure: RValue, to options: inout JobOptions) throws {
    guard !azure.isNull else { return }
    guard case .list(let values) = azure.storage, let names = azure.names ?? (values.isEmpty ? [] : nil) else {
      throw loop.diagnostic("`.options.azure` must be a list of named options such as `list(wait = FALSE)`")
    }
    for (name, value) in zip(names, values) {
      switch name {
      case "job": options.jobID = try text(value, of: name)
      case "wait": options.waits = try flag(value, of: name)
      case "chunkSize", "chunksize": try apply(chunkSize: value, of: name, to: &options)
      case "enableCloudCombine": options.enableCloudCombine = try flag(value, of: name)
      case "autoDeleteJob": options.autoDeleteJob = try flag(value, of: name)
      case "maxTaskRetryCount": options.maxTaskRetryCount = try count(value, of: name, from: -1)
      case "timeout": options.timeout = .seconds(try count(value, of: name, from: 1))
      case "reduce":
        guard case .function(let source) = value.storage else { throw wrong(name, "a function") }
        options.reduce = source
      case "resourceFiles", "resourcefiles": options.resourceFiles = try resourceFiles(value, of: name)
      case "outputFiles", "outputfiles": options.outputFiles = try outputFiles(value, of: name)
      case "inputs": options.inputs = try containers(value, of: name)
      case "cloudCombine": try apply(cloudCombine: value, to: &options)
      default:
        throw Diagnostic(
          "`.options.azure` has no option `\(name)`; it takes \(Self.azureNames.joined(separator: ", "))",
          at: loop.span, in: loop.source, suggestion: EditDistance.suggestion(for: name, among: Self.azureNames))
      }
    }
  }

  /// The function that `.combine` names as well, for those who write it here;
  /// TRUE and FALSE mean what `enableCloudCombine` does.
  private func apply(cloudCombine value: RValue, to options: inout JobOptions) throws {
    switch value.storage {
    case .null: return
    case .logical: options.enableCloudCombine = try flag(value, of: "cloudCombine")
    case .function(let source):
      if options.combination.isPlain { options.combination.levels[0].function = source }
    default: throw wrong("cloudCombine", "a function, TRUE or FALSE")
    }
  }

  private func apply(chunkSize value: RValue, of name: String, to options: inout JobOptions) throws {
    options.choosesChunkSize = value.asString == ChunkSize.automatic
    guard !options.choosesChunkSize else { return }
    guard let number = value.asInt, number >= 1 else {
      throw wrong(name, "a whole number from 1 on, or \"\(ChunkSize.automatic)\"")
    }
    options.chunkSize = number
  }

  func text(_ value: RValue, of name: String) throws -> String {
    guard let text = value.asString else { throw wrong(name, "one string") }
    return text
  }

  private func flag(_ value: RValue, of name: String) throws -> Bool {
    guard let flag = value.asFlag else { throw wrong(name, "TRUE or FALSE") }
    return flag
  }

  private func count(_ value: RValue, of name: String, from least: Int) throws -> Int {
    guard let number = value.asInt, number >= least else { throw wrong(name, "a whole number from \(least) on") }
    return number
  }

  func wrong(_ name: String, _ demand: String) -> Diagnostic {
    loop.diagnostic("the option `\(name)` of `.options.azure` must be \(demand)")
  }
}
