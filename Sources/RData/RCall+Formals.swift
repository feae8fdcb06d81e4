extension RCall {
  /// The formal arguments with their defaults, when this is what the parser
  /// makes of `function(...) body`; an argument without default has the empty
  /// symbol.
  var formals: [RBinding]? {
    guard case .symbol("function") = function.storage, let list = arguments.first?.value else { return nil }
    switch list.storage {
    case .null: return []
    case .list(let defaults):
      // A pairlist can stand for it only when it has names and nothing else.
      guard !defaults.isEmpty, list.attributes.entries.count == 1, let names = list.attributes["names"]?.asStrings,
        list.attributes["names"]?.attributes.isEmpty == true,
        names.count == defaults.count, names.contains(where: { !$0.isEmpty })
      else { return nil }
      return zip(names, defaults).map { RBinding(name: $0, value: $1) }
    default: return nil
    }
  }
}
