import RData

extension RValue {
  /// R's word for the kind of a value, as `typeof()` gives it.
  var typeName: String {
    switch storage {
    case .null: "NULL"
    case .logical: "logical"
    case .integer: "integer"
    case .double: "double"
    case .complex: "complex"
    case .character: "character"
    case .raw: "raw"
    case .list: "list"
    case .function: "closure"
    case .symbol: "symbol"
    case .call: "language"
    case .environment: "environment"
    case .opaque(let object): object.typeName
    }
  }
}
