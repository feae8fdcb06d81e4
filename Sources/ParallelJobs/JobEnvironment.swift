import AzureWire
import RData

/// What a job's nodes need to know of its loop: the content of `{job}.rds`.
struct JobEnvironment {
  let loop: LoopSubmission

  /// The environment that doAzureParallel's workers read, with a list `azp`
  /// of what azp's own scripts need beyond it.
  var value: RValue {
    var bindings = [
      RBinding(name: "expr", value: expression),
      RBinding(name: "exportenv", value: RValue(.environment(loop.exports))),
      RBinding(name: "argsList", value: .list(iterations)),
      RBinding(name: "packages", value: .strings(loop.options.packages)),
      RBinding(name: "github", value: .strings(loop.options.github)),
      RBinding(name: "bioconductor", value: .strings(loop.options.bioconductor)),
      RBinding(name: "pkgName", value: .string("doAzureParallel")),
      RBinding(name: "enableCloudCombine", value: .flag(loop.options.enableCloudCombine)),
      RBinding(name: "chunkSize", value: .number(Double(loop.options.chunkSize))),
    ]
    bindings.append(RBinding(name: "azp", value: extras))
    return RValue(.environment(bindings))
  }

  /// The chunk size that an environment was written with; nil for what is no
  /// environment of a job.
  static func chunkSize(in bytes: [UInt8]) -> Int? {
    guard let value = try? RDS.read(bytes), let variables = try? variables(of: value) else { return nil }
    return variables[JobMetadata.chunkSize]?.asInt
  }

  /// The variables of an environment that was read; empty for anything else.
  ///
  /// - Throws: `RDSError` for damaged bytes.
  static func variables(of environment: RValue) throws -> [String: RValue] {
    guard case .opaque(let object) = environment.storage, let bindings = try RDS.bindings(of: object) else {
      return [:]
    }
    return Dictionary(bindings.map { ($0.name, $0.value) }) { first, _ in first }
  }

  /// The body as a call that parses its source when it is evaluated.
  private var expression: RValue {
    let parse = RValue(
      .call(
        RCall(
          function: RValue(.symbol("parse")), arguments: [RBinding(name: "text", value: .string(loop.body))])))
    return RValue(
      .call(RCall(function: RValue(.symbol("eval")), arguments: [RBinding(name: "", value: parse)])))
  }

  private var iterations: [RValue] {
    let names = loop.variables.map(\.name)
    return (0..<loop.iterationCount).map { index in
      .list(loop.variables.map { $0.values[index] }, names: names)
    }
  }

  private var extras: RValue {
    var names = ["body"]
    var values = [RValue.string(loop.body)]
    if let reduce = loop.options.reduce {
      names.append("reduce")
      values.append(.string(reduce))
    }
    if loop.options.isVerbose {
      names.append("verbose")
      values.append(.flag(true))
    }
    let combination = loop.options.combination
    if !combination.isPlain {
      names.append("combine")
      values.append(combination.value)
    }
    return .list(values, names: names)
  }

  /// The metadata of the job as doAzureParallel keeps it beside the results:
  /// a text in a form of XML.
  static func metadataText(_ items: [NameValue]) -> RValue {
    let known = [
      JobMetadata.enableCloudCombine, JobMetadata.chunkSize, JobMetadata.packages, JobMetadata.errorHandling,
      JobMetadata.wait,
    ]
    let elements = known.compactMap { name in
      items.first { $0.name == name }.map { "<\(name)>\($0.value)</\(name)>" }
    }
    return .string("<metadata>\(elements.joined())</metadata>")
  }
}
