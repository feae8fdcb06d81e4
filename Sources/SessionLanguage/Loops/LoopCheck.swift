import RData
import Wording

/// Refuses a loop that surely reads what does not exist, before anything is
/// submitted.
struct LoopCheck {
  let variables: [String: RValue]
  let options: LoopOptions
  let host: any LanguageHost
  /// What the loop stands in.
  let source: SourceText

  /// - Parameters:
  ///   - iterations: the variables of the loop.
  ///   - runsHere: whether this machine's R evaluates the body, which knows
  ///     what the session has attached.
  /// - Throws: a ``Diagnostic`` for a name in the body that is neither a
  ///   variable of the session nor known to R.
  func body(_ body: Expression, iterations: [String], runsHere: Bool) async throws {
    let analysis = VariableAnalysis(of: [body], bound: Set(iterations))
    guard let use = try await missing(in: analysis, runsHere: runsHere) else { return }
    throw refusal(of: use.name, "the loop body", at: use.span)
  }

  /// - Parameter runsHere: whether this machine's R calls it.
  /// - Throws: a ``Diagnostic`` for such a name in one of the functions, or in
  ///   a function of the session that it calls.
  func functions(_ functions: [LoopFunction], runsHere: (LoopFunction) -> Bool) async throws {
    for function in functions where !function.hasOwnVariables {
      var open = [(code: function.code, isLiteral: function.isLiteral)]
      var visited: Set<String> = []
      while let next = open.popLast() {
        let analysis = VariableAnalysis(of: next.code)
        if let use = try await missing(in: analysis, runsHere: runsHere(function)) {
          let span = next.isLiteral ? use.span : function.span
          throw refusal(of: use.name, "the function of `\(function.option)`", at: span)
        }
        for use in analysis.uses where visited.insert(use.name).inserted {
          guard case .function(let text)? = variables[use.name]?.storage else { continue }
          let source = SourceText(name: use.name, text: text)
          guard let code = try? Parser.parseR(source) else { continue }
          open.append((code, false))
        }
      }
    }
  }

  /// - Throws: a ``Diagnostic`` for a name in `.export` that no variable has.
  func exports(at span: SourceSpan) throws {
    for name in options.export where variables[name] == nil && !options.noexport.contains(name) {
      throw Diagnostic(
        "unable to find variable `\(name)` named in .export", at: span, in: source,
        suggestion: EditDistance.suggestion(for: name, among: variables.keys))
    }
  }

  private func missing(in analysis: VariableAnalysis, runsHere: Bool) async throws -> VariableUse? {
    let excluded = Set(options.noexport)
    let uses = analysis.uses.filter { use in
      if use.isUncertain || excluded.contains(use.name) { return false }
      guard let value = variables[use.name] else { return true }
      return use.isCall && !value.isFunction
    }
    // `load` and its like make names that cannot be seen from here.
    guard !uses.isEmpty, !analysis.definesUnseen else { return nil }
    let packages = options.attachedPackages + analysis.attachedPackages
    let names = Array(Set(uses.map(\.name))).sorted()
    var unknown: Set<String>
    if let known = await host.recallRNames(among: names, packages: packages) {
      unknown = Set(names).subtracting(known)
    } else {
      let others = packages.filter { !Self.defaultPackages.contains($0) }
      unknown = others.isEmpty ? Set(names.filter { !DefaultRNames.contains($0) }) : []
    }
    if !unknown.isEmpty, runsHere, let known = await host.askRForNames(among: unknown.sorted(), packages: packages) {
      unknown.subtract(known)
    }
    try Task.checkCancellation()
    return uses.first { unknown.contains($0.name) }
  }

  private func refusal(of name: String, _ user: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "`\(name)` is used by \(user) but is neither a variable of this session nor known to R; "
        + "assign it first or name it in .noexport",
      at: span, in: source, suggestion: EditDistance.suggestion(for: name, among: variables.keys))
  }

  private static let defaultPackages: Set<String> = [
    "base", "stats", "utils", "datasets", "methods", "graphics", "grDevices",
  ]
}
