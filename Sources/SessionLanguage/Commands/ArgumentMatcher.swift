import RData
import Wording

/// Matches arguments to the parameters of a command by R's rules: exact
/// names, then unique partial names, then positions.
struct ArgumentMatcher {
  let signature: CommandSignature
  let span: SourceSpan
  let source: SourceText

  /// - Throws: a ``Diagnostic`` for a name that fits no parameter or several,
  ///   a parameter given twice, one argument too many, a required parameter
  ///   left out, or a word that is none of a parameter's choices.
  func match(_ arguments: [Argument]) throws(Diagnostic) -> [Argument] {
    do {
      return try matched(arguments)
    } catch {
      var error = error
      error.isUsage = true
      throw error
    }
  }

  /// What ``match(_:)`` would refuse, one argument after the other, ten at
  /// most.
  func findings(_ arguments: [Argument]) -> [Diagnostic] {
    var arguments = arguments
    var findings: [Diagnostic] = []
    while true {
      do throws(Diagnostic) {
        _ = try match(arguments)
        return findings
      } catch {
        // What is missing may be what was written wrongly.
        if error.span == span, !findings.isEmpty { return findings }
        findings.append(error)
        // Without the wrong argument, the others are looked at.
        let rest = arguments.filter { $0.span != error.span }
        if rest.count == arguments.count || findings.count == 10 { return findings }
        arguments = rest
      }
    }
  }

  private func matched(_ arguments: [Argument]) throws(Diagnostic) -> [Argument] {
    var matched: [Argument] = []
    for var argument in arguments where argument.name != nil {
      let parameter = try resolve(argument.name ?? "", at: argument.span)
      if matched.contains(where: { $0.name == parameter.name }) {
        throw error("`\(parameter.name)` is given twice", at: argument.span)
      }
      argument.name = parameter.name
      matched.append(argument)
    }
    for var argument in arguments where argument.name == nil {
      guard let parameter = signature.parameters.first(where: { free in !matched.contains { $0.name == free.name } })
      else { throw error("`\(signature.name)` takes no further argument", at: argument.span) }
      argument.name = parameter.name
      matched.append(argument)
    }
    for parameter in signature.parameters {
      try check(parameter, matched.first { $0.name == parameter.name })
    }
    return matched
  }

  private func resolve(_ name: String, at span: SourceSpan) throws(Diagnostic) -> Parameter {
    if let parameter = signature.parameter(named: name) { return parameter }
    let fitting = signature.parameters.map(\.name).filter { $0.hasPrefix(name) }
    if fitting.count > 1 {
      let list = fitting.map { "`\($0)`" }.joined(separator: ", ")
      throw error("`\(name)` could be \(list): write more of the name", at: span)
    }
    throw Diagnostic(
      "`\(signature.name)` has no parameter `\(name)`", at: span, in: source,
      suggestion: EditDistance.suggestion(for: name, among: signature.parameters.map(\.name)))
  }

  private func check(_ parameter: Parameter, _ argument: Argument?) throws(Diagnostic) {
    guard let argument, !argument.value.isNull else {
      guard parameter.isRequired else { return }
      throw error("`\(signature.name)` needs `\(parameter.name)`; see `help \(signature.name)`", at: span)
    }
    guard case .choice(let choices, let many) = parameter.kind, let words = argument.value.asStrings else { return }
    if !many && words.count != 1 { throw error("`\(parameter.name)` takes one word", at: argument.span) }
    for word in words where !choices.contains(word) {
      let list = choices.map { "`\($0)`" }.joined(separator: ", ")
      throw Diagnostic(
        "`\(word)` is no value of `\(parameter.name)`, which takes \(list)", at: argument.span, in: source,
        suggestion: EditDistance.suggestion(for: word, among: choices))
    }
  }

  private func error(_ message: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(message, at: span, in: source)
  }
}
