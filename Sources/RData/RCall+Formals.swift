extension RCall {
  /// The formal arguments with their defaults, when this is what the parser
  /// makes of `function(...) body`; an argument without default has the empty
  /// symbol.
  var formals: [RBinding]? {
    guard case .symbol("function") = function.storage, let list = arguments.first?.value else { return nil }
    switch list.storage {
    case .null: return []
    case .list(let defaults):
      let names = list.names ?? []
      return defaults.indices.map { index in
        RBinding(name: index < names.count ? names[index] : "", value: defaults[index])
      }
    default: return nil
    }
  }
}
