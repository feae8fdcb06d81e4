/// Names in R source.
enum RName {
  private static let reserved: Set<String> = RLexer.reservedMarks.union([
    "NULL", "NA", "TRUE", "FALSE", "Inf", "NaN", "NA_integer_", "NA_real_", "NA_character_", "NA_complex_",
  ])

  /// Whether a name can stand in source as it is.
  static func isSyntactic(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    guard let first = scalars.first, !reserved.contains(name) else { return false }
    if first == "." {
      if scalars.count > 1, ("0"..."9").contains(scalars[1]) { return false }
    } else if !first.properties.isAlphabetic {
      return false
    }
    return scalars.allSatisfy { scalar in
      scalar == "." || scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }

  /// The name as source, between backticks when it needs them.
  static func quoted(_ name: String) -> String {
    isSyntactic(name) ? name : RText.escaped(name, quote: "`")
  }
}
