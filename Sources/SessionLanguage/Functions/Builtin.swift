import RData

/// A function of R that azp evaluates itself.
struct Builtin: Sendable {
  enum Body: Sendable {
    /// Depends on its arguments alone.
    case pure(@Sendable (inout BuiltinCall) throws -> RValue)
    /// Does something in the world, through the host.
    case effect(@Sendable (inout BuiltinCall, any LanguageHost) async throws -> CommandResult)
    /// Shows its argument `x`, by a method of the session if there is one.
    case print
  }

  let name: String
  /// As in R's definition; `...` takes what no other parameter matches, and
  /// what stands behind it is matched by its full name only.
  let parameters: [String]
  /// Whether arguments with a class of their own are welcome. Calls with any
  /// go to R otherwise, which has the methods.
  let acceptsObjects: Bool
  let body: Body

  /// - Parameter parameters: names separated by blanks.
  static func pure(
    _ name: String, _ parameters: String, objects: Bool = false,
    _ body: @escaping @Sendable (inout BuiltinCall) throws -> RValue
  ) -> Builtin {
    Builtin(name: name, parameters: split(parameters), acceptsObjects: objects, body: .pure(body))
  }

  static func effect(
    _ name: String, _ parameters: String,
    _ body: @escaping @Sendable (inout BuiltinCall, any LanguageHost) async throws -> CommandResult
  ) -> Builtin {
    Builtin(name: name, parameters: split(parameters), acceptsObjects: true, body: .effect(body))
  }

  private static func split(_ parameters: String) -> [String] {
    parameters.split(separator: " ").map(String.init)
  }
}
