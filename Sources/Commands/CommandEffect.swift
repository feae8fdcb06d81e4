/// What becomes of a command in a dry run, which changes nothing on the
/// service.
package enum CommandEffect: Sendable {
  /// It changes nothing and runs as always.
  case none
  /// It changes something and is only named.
  case changes
  /// It says itself what it would do; see ``CommandContext/isDryRun``.
  case plans
}

extension CommandEffect {
  private static let harmlessVerbs = [
    "get", "list", "wait", "watch", "explain", "plot", "generate", "set", "register", "create",
  ]

  /// What the verb of a command's name means: `getJob` and `setVerbose` touch
  /// nothing on the service, `resizeCluster` does. A name that is one word is
  /// about the shell itself.
  init(name: String) {
    let verb = name.prefix { !$0.isUppercase }
    let isHarmless = verb.count == name.count || Self.harmlessVerbs.contains(String(verb)) || verb.isEmpty
    self = isHarmless ? .none : .changes
  }
}
