import SessionLanguage

extension CommandInvocation {
  /// The string of a parameter that must be given and not empty.
  func requiredString(_ parameter: String) throws -> String {
    guard let text = try string(parameter), !text.isEmpty else {
      throw diagnostic("`\(parameter)` of `\(name)` must not be empty", at: parameter)
    }
    return text
  }
}
