import RData

/// Clock, environment and formatting.
enum SystemFunctions {
  static let all: [Builtin] = [
    .effect("Sys.time", "") { _, host in
      var time = RValue.number(host.now())
      time.attributes["class"] = .strings(["POSIXct", "POSIXt"])
      return CommandResult(time)
    },
    .effect("Sys.sleep", "time") { call, host in
      guard let seconds = try call.required("time").asDouble, seconds >= 0, seconds.isFinite else {
        throw EvaluationError("invalid 'time' value: seconds, not negative")
      }
      try await host.sleep(seconds: seconds)
      return .nothing
    },
    .effect("Sys.getenv", "x unset") { call, host in
      guard case .character(let names)? = call["x"]?.storage else { throw NotEvaluatedHere() }
      let fallback: String?
      if let unset = call["unset"] { fallback = unset.texts?.first ?? nil } else { fallback = "" }
      var values = RValue(.character(names.map { host.environmentVariable($0 ?? "") ?? fallback }))
      if names.count > 1 { values.attributes["names"] = .strings(names.map { $0 ?? "NA" }) }
      return CommandResult(values)
    },
    .effect("Sys.setenv", "...") { call, host in
      let variables = try call.dots.map { dot in
        guard let name = dot.name, !name.isEmpty, !name.contains("="), !dot.value.isObject,
          let texts = dot.value.texts, texts.count == 1
        else { throw NotEvaluatedHere() }
        return (name: name, value: texts[0] ?? "NA")
      }
      guard !variables.isEmpty else { throw EvaluationError("all arguments must be named") }
      for variable in variables { host.setEnvironmentVariable(variable.name, variable.value) }
      return CommandResult(RValue(.logical(variables.map { _ in true })), isVisible: false)
    },
    .effect("Sys.unsetenv", "x") { call, host in
      guard case .character(let names) = try call.required("x").storage else { throw NotEvaluatedHere() }
      guard names.allSatisfy({ $0?.isEmpty == false && $0?.contains("=") == false }) else { throw NotEvaluatedHere() }
      for name in names { host.setEnvironmentVariable(name ?? "NA", nil) }
      return CommandResult(RValue(.logical(names.map { _ in true })), isVisible: false)
    },
    .effect("commandArgs", "trailingOnly") { call, host in
      var arguments = host.commandArguments
      if try call.flag("trailingOnly", default: false) {
        arguments = Array(arguments.drop { $0 != "--args" }.dropFirst())
      }
      return CommandResult(.strings(arguments))
    },
    .pure("nlevels", "x", objects: true) { call in
      .int(Int32(clamping: try call.required("x").attributes["levels"]?.count ?? 0))
    },
    .pure("levels", "x", objects: true) { call in try call.required("x").attributes["levels"] ?? .null },
    .pure("attr", "x which", objects: true) { call in
      let value = try call.required("x")
      guard let name = try call.text("which"), name != "row.names" else { throw NotEvaluatedHere() }
      return value.attributes[name] ?? .null
    },
    .pure("format", "x nsmall digits width") { call in try Formatting.apply(call) },
    .pure("ifelse", "test yes no") { call in
      let test = try call.required("test")
      guard let flags = test.logicals, let yes = call["yes"], let no = call["no"],
        yes.count > 0, no.count > 0, yes.rank <= .list, no.rank <= .list
      else { throw NotEvaluatedHere() }
      let usesYes = flags.contains(true)
      let usesNo = flags.contains(false)
      let rank = max(max(usesYes ? yes.rank : .logical, usesNo ? no.rank : .logical), .logical)
      guard let a = yes.converted(to: max(rank, yes.rank)), let b = no.converted(to: max(rank, no.rank)) else {
        throw NotEvaluatedHere()
      }
      let parts = flags.enumerated().map { position, flag -> (name: String?, value: RValue) in
        guard let flag else { return (nil, RValue(.logical([nil]))) }
        let source = flag ? a : b
        return (nil, Subsetting.picked(source, position % source.count).asPart(of: source))
      }
      var result = try Combination.combine(parts)
      if flags.isEmpty { result = RValue(.logical([])) }
      for name in ["names", "dim", "dimnames"] { result.attributes[name] = test.attributes[name] }
      return result
    },
  ]
}

extension RValue {
  /// An element taken out of a list goes back as a list of one.
  fileprivate func asPart(of source: RValue) -> RValue {
    source.rank == .list ? RValue(.list([self])) : self
  }
}
