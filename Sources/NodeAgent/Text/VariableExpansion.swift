/// Replaces `$NAME` and `${NAME}` in the patterns of output files.
package enum VariableExpansion {
  /// A variable that is not set stays as it is written.
  package static func expand(_ text: String, _ variables: [String: String]) -> String {
    var result = ""
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      let after = rest[rest.index(after: dollar)...]
      let isBraced = after.first == "{"
      let name = (isBraced ? after.dropFirst() : after).prefix(while: isNameCharacter)
      var end = name.endIndex
      let isComplete = !isBraced || (end < rest.endIndex && rest[end] == "}")
      if isBraced, isComplete { end = rest.index(after: end) }
      if !name.isEmpty, isComplete, let value = variables[String(name)] {
        result += value
        rest = rest[end...]
      } else {
        result += "$"
        rest = after
      }
    }
    return result + rest
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }
}
