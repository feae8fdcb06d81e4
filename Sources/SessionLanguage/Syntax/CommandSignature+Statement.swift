extension CommandSignature {
  /// The arguments of a call with the statement among them named: in
  /// `watch(5, getJobList())` the last argument without a name is it.
  func namingStatement(_ arguments: [CommandSyntax.Argument]) -> [CommandSyntax.Argument] {
    guard let statement = statementParameter, !arguments.contains(where: { isStatement($0) }),
      let last = arguments.lastIndex(where: { $0.name == nil })
    else { return arguments }
    var arguments = arguments
    arguments[last].name = statement.name
    return arguments
  }

  /// Whether the argument is the statement that the command takes.
  func isStatement(_ argument: CommandSyntax.Argument) -> Bool {
    argument.name.flatMap { parameter(named: $0) }?.kind == .statement
  }
}
