import RData
import Wording

/// `foreach`: its arguments, its options, and what its body reads.
extension ProgramCheck {
  mutating func loop(_ loop: LoopSyntax) {
    var variables: Set<String> = []
    var noexport: [String]? = []
    var attachesPackages = false
    var functions: [(option: String, value: Expression)] = []
    for level in loop.levels {
      for argument in level.arguments where !level.isTimes {
        if let value = argument.value { expression(value) }
        guard let name = argument.name else { continue }
        switch name {
        case ".noexport": noexport = argument.value?.literal?.asStrings
        case ".packages", "github", "bioconductor": attachesPackages = true
        case ".combine", ".final": if let value = argument.value { functions.append((name, value)) }
        case ".options.azure" where loop.isParallel: functions += Self.functions(inAzure: argument.value)
        default: break
        }
        if LoopSignature.foreach.parameters.contains(where: { $0.name == name }) {
          option(name, argument, of: LoopSignature.foreach)
        } else if name.hasPrefix(".") {
          guard !name.hasPrefix(".options.") else { continue }
          let near = EditDistance.suggestion(for: name, among: LoopSignature.foreach.parameters.map(\.name))
          report("`foreach` has no argument `\(name)`", at: argument.span, suggestion: near)
        } else {
          variables.insert(name)
        }
      }
      for condition in level.conditions where !definesUnseen {
        let saved = defined
        defined.formUnion(variables)
        expression(condition)
        defined = saved
      }
    }
    guard !attachesPackages, let noexport else { return }
    for use in missing(in: loop.body, bound: variables.union(noexport)) {
      refuse(use.name, "the loop body", at: use.span)
    }
    for (option, value) in functions { function(value, of: option, bound: Set(noexport)) }
  }

  /// What a function among the options reads, and those of the program that it
  /// calls.
  private mutating func function(_ value: Expression, of option: String, bound: Set<String>) {
    var open: [Expression] = []
    if case .function = value.kind { open = [value] }
    if let named = value.nameOrText.flatMap({ functions[$0] }) { open = [named] }
    var visited: Set<String> = []
    while let code = open.popLast() {
      for use in missing(in: code, bound: bound) {
        refuse(use.name, "the function of `\(option)`", at: code.span == value.span ? use.span : value.span)
      }
      for use in VariableAnalysis(of: [code]).uses where visited.insert(use.name).inserted {
        if let function = functions[use.name] { open.append(function) }
      }
    }
  }

  private static func functions(inAzure value: Expression?) -> [(option: String, value: Expression)] {
    guard case .call(let function, let arguments)? = value?.kind, function.nameOrText == "list" else { return [] }
    return arguments.compactMap { argument in
      guard let name = argument.name, ["reduce", "cloudCombine"].contains(name) else { return nil }
      return argument.value.map { (name, $0) }
    }
  }

  /// The names that code of a loop reads and that are neither the session's nor
  /// R's.
  private func missing(in code: Expression, bound: Set<String>) -> [VariableUse] {
    let analysis = VariableAnalysis(of: [code], bound: bound)
    guard !definesUnseen, !analysis.definesUnseen, analysis.attachedPackages.isEmpty else { return [] }
    return analysis.uses.filter { !$0.isUncertain && !defined.contains($0.name) && !Self.mayBeKnownToR($0.name) }
  }

  private mutating func refuse(_ name: String, _ user: String, at span: SourceSpan) {
    report(
      "`\(name)` is used by \(user) but is neither a variable of this session nor known to R; "
        + "assign it first or name it in .noexport",
      at: span, suggestion: EditDistance.suggestion(for: name, among: defined))
  }

  private mutating func option(_ name: String, _ argument: CallArgument, of signature: CommandSignature) {
    guard let parameter = signature.parameters.first(where: { $0.name == name }), let value = argument.value else {
      return
    }
    if name == ".options.azure" { return azure(value) }
    guard let literal = value.literal, !literal.isNull else { return }
    switch parameter.kind {
    case .flag where literal.asFlag == nil: report("`\(name)` must be TRUE or FALSE", at: argument.span)
    case .number where literal.asDouble == nil: report("`\(name)` must be one number", at: argument.span)
    case .numberOr(let word) where literal.asDouble == nil && literal.asString != word:
      report("`\(name)` must be one number or \"\(word)\"", at: argument.span)
    case .choice(let words, _):
      guard let word = literal.asString, !words.contains(word) else { return }
      report(
        "`\(word)` is no value of `\(name)`, which takes \(words.map { "`\($0)`" }.joined(separator: ", "))",
        at: argument.span, suggestion: EditDistance.suggestion(for: word, among: words))
    default: break
    }
  }

  /// `list(wait = FALSE)` written in place: the names can be seen.
  private mutating func azure(_ value: Expression) {
    guard case .call(let function, let arguments) = value.kind, function.nameOrText == "list" else { return }
    let names = LoopSignature.azure.parameters.map(\.name)
    for argument in arguments {
      guard let name = argument.name else {
        report("an option of `.options.azure` needs its name: write `wait = FALSE`", at: argument.span)
        continue
      }
      if names.contains(name) {
        option(name, argument, of: LoopSignature.azure)
      } else if !LoopSignature.otherAzureNames.contains(name) {
        report(
          "`.options.azure` has no option `\(name)`", at: argument.span,
          suggestion: EditDistance.suggestion(for: name, among: names))
      }
    }
  }
}
