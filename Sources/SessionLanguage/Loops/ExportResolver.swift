import RData
import Wording

/// Decides which session variables travel with a loop, and refuses a body
/// that names what does not exist.
struct ExportResolver {
  let variables: [String: RValue]
  let host: any LanguageHost
  let source: SourceText

  /// - Returns: the variables that travel, sorted by name.
  /// - Throws: a ``Diagnostic`` for a name in the body that is neither a
  ///   variable of the session nor known to R, and for a missing one in
  ///   `.export`.
  func exports(
    body: Expression, iterations: [String], options: LoopOptions, exportSpan: SourceSpan
  ) async throws -> [RBinding] {
    let analysis = VariableAnalysis(of: [body], bound: Set(iterations))
    let excluded = Set(options.noexport)
    var found: Set<String> = []
    var missing: [VariableUse] = []
    for use in analysis.uses where !excluded.contains(use.name) {
      if let value = variables[use.name], !use.isCall || value.isFunction {
        found.insert(use.name)
      } else if !use.isUncertain {
        missing.append(use)
      }
    }
    try await check(missing, analysis, options)
    for name in options.export where !excluded.contains(name) {
      guard variables[name] != nil else {
        throw Diagnostic(
          "unable to find variable `\(name)` named in .export", at: exportSpan, in: source,
          suggestion: EditDistance.suggestion(for: name, among: variables.keys))
      }
      found.insert(name)
    }
    return bindings(of: closure(found).subtracting(excluded))
  }

  /// The session variables that R code mentions, also by their names as text
  /// (`get("x")`, `eval(parse(text = "x + 1"))`), the session's methods for the
  /// generic functions and operators in it, and what the functions among them
  /// mention in turn; sorted by name.
  func mentioned(in code: Expression) -> [RBinding] {
    let analysis = VariableAnalysis(of: [code])
    let names = analysis.uses.filter { use in variables[use.name].map { !use.isCall || $0.isFunction } ?? false }
    let parses = analysis.uses.contains { $0.isCall && Self.parsers.contains($0.name) }
    let texts = analysis.texts.flatMap { text in
      parses ? text.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }.map(String.init) : [text]
    }
    let mentioned = names.map(\.name) + texts.filter { variables[$0] != nil } + methods(for: analysis)
    return bindings(of: closure(Set(mentioned), withMethods: true))
  }

  /// The functions of the session that R may dispatch to: `GENERIC.CLASS`.
  private func methods(for analysis: VariableAnalysis) -> [String] {
    let generics = analysis.operators.union(analysis.uses.map(\.name)).union(SessionMethods.groups)
    return variables.filter { name, value in
      value.isFunction && SessionMethods.isMethod(name, of: generics.contains)
    }.map(\.key)
  }

  /// R's functions that make code of text.
  private static let parsers: Set<String> = [
    "parse", "str2lang", "str2expression", "formula", "as.formula", "reformulate",
  ]

  private func bindings(of names: Set<String>) -> [RBinding] {
    names.sorted().compactMap { name in variables[name].map { RBinding(name: name, value: $0) } }
  }

  private func closure(_ names: Set<String>, withMethods: Bool = false) -> Set<String> {
    var all = names
    var open = Array(names)
    while let name = open.popLast() {
      for function in variables[name]?.functionSources ?? [] {
        let text = SourceText(name: name, text: function)
        // What azp cannot read names nothing that could be looked up.
        guard let code = try? Parser.parseR(text) else { continue }
        let analysis = VariableAnalysis(of: code)
        for use in analysis.uses where !all.contains(use.name) {
          guard let value = variables[use.name], !use.isCall || value.isFunction else { continue }
          all.insert(use.name)
          open.append(use.name)
        }
        guard withMethods else { continue }
        for method in methods(for: analysis) where all.insert(method).inserted { open.append(method) }
      }
    }
    return all
  }

  private func check(_ uses: [VariableUse], _ analysis: VariableAnalysis, _ options: LoopOptions) async throws {
    // `load` and its like make names that cannot be seen from here.
    guard !uses.isEmpty, !analysis.definesUnseen else { return }
    let packages = options.attachedPackages + analysis.attachedPackages
    let names = Array(Set(uses.map(\.name))).sorted()
    let unknown: Set<String>
    if let known = await host.recallRNames(among: names, packages: packages) {
      unknown = Set(names).subtracting(known)
    } else {
      let others = packages.filter { !Self.defaultPackages.contains($0) }
      unknown = others.isEmpty ? Set(names.filter { !DefaultRNames.contains($0) }) : []
    }
    guard let use = uses.first(where: { unknown.contains($0.name) }) else { return }
    throw Diagnostic(
      "`\(use.name)` is used by the loop body but is neither a variable of this session nor known to R; "
        + "assign it first or name it in .noexport",
      at: use.span, in: source, suggestion: EditDistance.suggestion(for: use.name, among: variables.keys))
  }

  private static let defaultPackages: Set<String> = [
    "base", "stats", "utils", "datasets", "methods", "graphics", "grDevices",
  ]
}

extension RValue {
  var isFunction: Bool {
    switch storage {
    case .function: true
    case .opaque(let object): ["closure", "builtin", "special"].contains(object.typeName)
    default: false
    }
  }

  /// The source of a function, or of those inside of a list.
  var functionSources: [String] {
    switch storage {
    case .function(let source): [source]
    case .list(let elements): elements.flatMap(\.functionSources)
    default: []
    }
  }
}
