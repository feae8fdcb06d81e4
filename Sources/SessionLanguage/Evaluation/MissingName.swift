/// A function or variable that R, or what azp evaluates itself, does not find.
struct MissingName {
  let name: String
  let isFunction: Bool

  init(name: String, isFunction: Bool) {
    self.name = name
    self.isFunction = isFunction
  }

  /// `nil` for any other message of R.
  init?(condition: String) {
    let sentences = [
      (before: "could not find function \"", after: "\"", isFunction: true),
      (before: "object '", after: "' not found", isFunction: false),
    ]
    for sentence in sentences where condition.hasPrefix(sentence.before) && condition.hasSuffix(sentence.after) {
      let name = condition.dropFirst(sentence.before.count).dropLast(sentence.after.count)
      if name.isEmpty { continue }
      self.init(name: String(name), isFunction: sentence.isFunction)
      return
    }
    return nil
  }

  /// R's message.
  var condition: String { isFunction ? "could not find function \"\(name)\"" : "object '\(name)' not found" }

  /// The sentence of this language.
  var message: String { isFunction ? "unknown command or function `\(name)`" : "there is no variable `\(name)`" }
}
