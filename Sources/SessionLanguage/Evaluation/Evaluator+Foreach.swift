import RData
import Wording

extension Evaluator {
  /// Evaluates the arguments of a loop, decides what travels, and hands it to
  /// the host.
  func foreach(_ loop: LoopSyntax, _ whole: Expression) async throws -> RValue {
    var arguments = LoopArguments(exportSpan: whole.span)
    for level in loop.levels { try await read(level, into: &arguments) }
    try await check(arguments.namedFunctions, arguments.options)
    if VariableAnalysis(of: [loop.body]).usesForeach, !arguments.options.packages.contains("foreach") {
      arguments.options.packages.append("foreach")
    }
    if loop.isParallel { try await takeDefaultReduce(whole, &arguments) }
    try await check(loop, arguments)
    let (iterations, levels) = try await iterations(of: arguments.levels)
    var exports = ExportResolver(variables: interpreter.variables).exports(
      body: loop.body, in: source, functions: arguments.functions, iterations: iterations, options: arguments.options)
    // What would be submitted can be told without it.
    if !loop.isParallel, exports.contains(where: \.value.isUnknown) { throw UnknownValue(isTold: false) }
    exports += arguments.functionValues
    let prepared = ForeachLoop(
      iterations: iterations, levels: levels, options: arguments.options, body: source.substring(loop.bodySpan),
      bodySpan: loop.bodySpan, exports: exports, isParallel: loop.isParallel, span: whole.span, source: source)
    let answer = try await located(whole) { try await self.host.run(prepared) }
    let value = taken(answer)
    isVisible = answer.isVisible
    return value
  }

  /// Refuses names that nobody knows.
  private func check(_ loop: LoopSyntax, _ arguments: LoopArguments) async throws {
    let options = arguments.options
    let check = LoopCheck(variables: interpreter.variables, options: options, host: host, source: source)
    let names = arguments.levels.flatMap { $0.variables.map(\.name) }
    try await check.body(loop.body, iterations: names, runsHere: !loop.isParallel)
    try check.exports(at: arguments.exportSpan)
    let combinesHere =
      !loop.isParallel
      || ["enableCloudCombine", "cloudCombine"].contains { options.azure.element($0)?.asFlag == false }
    try await check.functions(arguments.functions) { combinesHere && $0.option != "reduce" }
  }

  /// Reads what is written in one `foreach(...)` or `times(n)`.
  private func read(_ level: LoopSyntax.Level, into arguments: inout LoopArguments) async throws {
    arguments.levels.append(LoopArguments.Level(conditions: level.conditions, span: level.span))
    if level.isTimes { return try readTimes(level, into: &arguments) }
    for argument in level.arguments {
      guard let expression = argument.value else {
        throw Diagnostic("an argument of `foreach` has no value", at: argument.span, in: source)
      }
      let name = argument.name ?? ""
      if name == ".export" { arguments.exportSpan = expression.span }
      if name.hasPrefix(".") || LoopOptions.names.contains(name) {
        try await set(name, expression, argument.span, in: &arguments)
      } else if !name.isEmpty, arguments.current.variables.contains(where: { $0.name == name }) {
        throw Diagnostic("`\(name)` is given twice", at: argument.span, in: source)
      } else {
        arguments.current.variables.append((name, expression))
      }
    }
    guard !arguments.current.variables.isEmpty else {
      throw Diagnostic(
        "`foreach` has nothing to run over: write `foreach(i = 1:10)`", at: level.span, in: source)
    }
    if arguments.current.initial != nil, arguments.current.level.combine == nil {
      throw Diagnostic(
        "`.init` is what results are combined with, so it needs `.combine`", at: level.span, in: source)
    }
  }

  /// `times(n)` is `foreach(icount(n), .combine = "c")`.
  private func readTimes(_ level: LoopSyntax.Level, into arguments: inout LoopArguments) throws {
    guard level.arguments.count == 1, let count = level.arguments[0].value else {
      throw Diagnostic("`times` takes one number: write `times(3)`", at: level.span, in: source)
    }
    arguments.current.variables = [("", count)]
    arguments.current.isTimes = true
    arguments.current.level.combine = "c"
  }

  /// Takes an argument that says how the loop runs.
  private func set(
    _ name: String, _ expression: Expression, _ span: SourceSpan, in arguments: inout LoopArguments
  ) async throws {
    switch name {
    case ".combine":
      arguments.current.level.combine = try await functionSource(expression, of: name, &arguments)
    case ".final":
      arguments.current.level.final = try await functionSource(expression, of: name, &arguments)
    case ".init":
      // Evaluated once for each group, for it may depend on the loops around.
      arguments.current.initial = expression
    case _ where !LoopOptions.names.contains(name) && !name.hasPrefix(".options."):
      throw Diagnostic(
        "`foreach` has no argument `\(name)`", at: span, in: source,
        suggestion: EditDistance.suggestion(for: name, among: LoopOptions.names))
    case ".options.azure":
      let value = try await evaluate(expression)
      guard value.isNull || value.rank == .list && (value.count == 0 || value.names != nil) else {
        throw Diagnostic("`.options.azure` must be a list with names", at: span, in: source)
      }
      arguments.options.azure = try takeFunctions(of: value, expression, &arguments)
    default: try set(name, to: try await evaluate(expression), span, in: &arguments)
    }
  }

  private func set(
    _ name: String, to value: RValue, _ span: SourceSpan, in arguments: inout LoopArguments
  ) throws {
    func flag() throws -> Bool {
      guard let flag = value.asFlag else { throw Diagnostic("`\(name)` must be TRUE or FALSE", at: span, in: source) }
      return flag
    }
    func strings() throws -> [String] {
      if value.isNull { return [] }
      guard let texts = value.asStrings else { throw Diagnostic("`\(name)` must be strings", at: span, in: source) }
      return texts
    }
    switch name {
    case ".inorder": arguments.current.level.isInOrder = try flag()
    case ".multicombine": arguments.current.level.isMulticombine = try flag()
    case ".verbose": arguments.specify(isVerbose: try flag())
    case ".packages": arguments.options.packages.unite(try strings())
    case ".export": arguments.options.export.unite(try strings())
    case ".noexport": arguments.options.noexport.unite(try strings())
    case "github": arguments.options.github.unite(try strings())
    case "bioconductor": arguments.options.bioconductor.unite(try strings())
    case ".maxcombine":
      guard let number = value.asInt, number >= 2 else {
        throw Diagnostic("`.maxcombine` must be a whole number of at least 2", at: span, in: source)
      }
      arguments.current.level.maximumCombine = number
    case ".errorhandling":
      let words = LoopOptions.ErrorHandling.allCases.map(\.rawValue)
      guard let word = value.asString, let handling = LoopOptions.ErrorHandling(rawValue: word) else {
        throw Diagnostic(
          "`.errorhandling` is \"stop\", \"remove\" or \"pass\"", at: span, in: source,
          suggestion: value.asString.flatMap { EditDistance.suggestion(for: $0, among: words) })
      }
      arguments.specify(handling)
    default: arguments.options.others.append(RBinding(name: name, value: value))
    }
  }

  /// Refuses a function that nobody knows by its name, as far as this
  /// machine can tell: without R, or one of the packages, the nodes will.
  private func check(_ functions: [LoopArguments.NamedFunction], _ options: LoopOptions) async throws {
    let others = functions.filter { !DefaultRNames.contains($0.name) }
    guard !others.isEmpty,
      let found = await host.askRForNames(among: others.map(\.name), packages: options.attachedPackages)
    else { return try Task.checkCancellation() }
    for function in others where !found.contains(function.name) {
      let ours = interpreter.variables.filter { $0.value.isFunction }.keys
      throw Diagnostic(
        "there is no function `\(function.name)` for `\(function.option)`, neither in this session nor in R",
        at: function.span, in: source,
        suggestion: EditDistance.suggestion(for: function.name, among: Array(ours) + DefaultRNames.all))
    }
  }
}

extension [String] {
  /// Adds what is not there yet.
  fileprivate mutating func unite(_ others: [String]) {
    for text in others where !contains(text) { append(text) }
  }
}
