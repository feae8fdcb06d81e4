import RData

extension Evaluator {
  /// Evaluates the arguments of a loop, decides what travels, and hands it to
  /// the host.
  func foreach(_ loop: LoopSyntax, _ whole: Expression) async throws -> RValue {
    var options = LoopOptions()
    var iterations: [ForeachLoop.Iteration] = []
    var exportSpan = whole.span
    for argument in loop.arguments {
      guard let expression = argument.value else {
        throw Diagnostic("an argument of `foreach` has no value", at: argument.span, in: source)
      }
      guard let name = argument.name, !name.isEmpty else {
        throw Diagnostic(
          "`foreach` needs a name for what it runs over: write `i = \(source.substring(expression.span))`",
          at: argument.span, in: source)
      }
      if name == ".export" { exportSpan = expression.span }
      if name.hasPrefix(".") || LoopOptions.names.contains(name) {
        try await set(name, expression, argument.span, in: &options)
      } else if iterations.contains(where: { $0.name == name }) {
        throw Diagnostic("`\(name)` is given twice", at: argument.span, in: source)
      } else {
        iterations.append(ForeachLoop.Iteration(name: name, values: try await evaluate(expression)))
      }
    }
    guard !iterations.isEmpty else {
      throw diagnostic("`foreach` has nothing to run over: write `foreach(i = 1:10)`", whole)
    }
    let resolver = ExportResolver(variables: interpreter.variables, host: host, source: source)
    let exports = try await resolver.exports(
      body: loop.body, iterations: iterations.map(\.name), options: options, exportSpan: exportSpan)
    let prepared = ForeachLoop(
      iterations: iterations, options: options, body: source.substring(loop.bodySpan), bodySpan: loop.bodySpan,
      exports: exports, isParallel: loop.isParallel, span: whole.span, source: source)
    return try await located(whole) { try await self.host.run(prepared) }
  }

  private func set(
    _ name: String, _ expression: Expression, _ span: SourceSpan, in options: inout LoopOptions
  ) async throws {
    switch name {
    case ".combine":
      options.combine = try await functionSource(expression, of: name)
      return
    case ".final":
      options.final = try await functionSource(expression, of: name)
      return
    case _ where !LoopOptions.names.contains(name) && !name.hasPrefix(".options."):
      throw Diagnostic(
        "`foreach` has no argument `\(name)`", at: span, in: source,
        suggestion: EditDistance.suggestion(for: name, among: LoopOptions.names))
    default: break
    }
    let value = try await evaluate(expression)
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
    case ".init": options.initial = value
    case ".inorder": options.isInOrder = try flag()
    case ".multicombine": options.isMulticombine = try flag()
    case ".verbose": options.isVerbose = try flag()
    case ".packages": options.packages = try strings()
    case ".export": options.export = try strings()
    case ".noexport": options.noexport = try strings()
    case "github": options.github = try strings()
    case "bioconductor": options.bioconductor = try strings()
    case ".maxcombine":
      guard let number = value.asInt, number >= 2 else {
        throw Diagnostic("`.maxcombine` must be a whole number of at least 2", at: span, in: source)
      }
      options.maximumCombine = number
    case ".errorhandling":
      let words = LoopOptions.ErrorHandling.allCases.map(\.rawValue)
      guard let word = value.asString, let handling = LoopOptions.ErrorHandling(rawValue: word) else {
        throw Diagnostic(
          "`.errorhandling` is \"stop\", \"remove\" or \"pass\"", at: span, in: source,
          suggestion: value.asString.flatMap { EditDistance.suggestion(for: $0, among: words) })
      }
      options.errorHandling = handling
    case ".options.azure":
      guard value.isNull || value.rank == .list && (value.count == 0 || value.names != nil) else {
        throw Diagnostic("`.options.azure` must be a list with names", at: span, in: source)
      }
      options.azure = value
    default: options.others.append(RBinding(name: name, value: value))
    }
  }

  /// A function given by name, as a string, as a literal or in a variable, as
  /// R source; `nil` for NULL.
  private func functionSource(_ expression: Expression, of option: String) async throws -> String? {
    switch expression.kind {
    case .function, .qualifiedName: return source.substring(expression.span)
    case .name(let name) where interpreter[name] == nil:
      var isKnown = DefaultRNames.contains(name)
      if !isKnown { isKnown = await host.isKnownToR(names: [name], packages: [])?.contains(name) ?? true }
      guard isKnown else {
        throw diagnostic(
          "there is no function `\(name)` for `\(option)`", expression,
          suggestion: EditDistance.suggestion(for: name, among: interpreter.variables.keys))
      }
      return RQuoting.name(name)
    default: break
    }
    let value = try await evaluate(expression)
    if value.isNull { return nil }
    if case .function(let text) = value.storage { return text }
    if let name = value.asString {
      if case .function(let text)? = interpreter[name]?.storage { return text }
      return RQuoting.name(name)
    }
    throw diagnostic("`\(option)` must be a function or the name of one", expression)
  }
}
