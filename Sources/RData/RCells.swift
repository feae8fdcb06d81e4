/// The elements of a vector as text, in the notation that they share.
enum RCells {
  /// - Parameters:
  ///   - quotes: whether strings stand between quotes; a missing string is
  ///     `NA` then, and `<NA>` otherwise.
  /// - Returns: `nil` when the value is no vector.
  static func texts(_ storage: RValue.Storage, quotes: Bool, digits: Int = RPage.digits) -> [String]? {
    switch storage {
    case .logical(let values): return values.map { $0.map { $0 ? "TRUE" : "FALSE" } ?? "NA" }
    case .integer(let values): return values.map { $0 == .naInteger ? "NA" : String($0) }
    case .double(let values):
      let format = RNumberFormat(for: values, digits: digits)
      return values.map { format.string($0) }
    case .complex(let values):
      let format = RComplexFormat(for: values, digits: digits)
      return values.map { format.string($0, padded: true) }
    case .character(let values):
      return values.map { string in
        string.map { RText.escaped($0, quote: quotes ? "\"" : nil) } ?? (quotes ? "NA" : "<NA>")
      }
    case .raw(let values): return values.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    case .list(let values): return values.map(summary)
    default: return nil
    }
  }

  /// The vector from one element to another, without attributes.
  static func part(_ storage: RValue.Storage, _ range: Range<Int>) -> RValue.Storage {
    switch storage {
    case .logical(let values): .logical(Array(values[range]))
    case .integer(let values): .integer(Array(values[range]))
    case .double(let values): .double(Array(values[range]))
    case .complex(let values): .complex(Array(values[range]))
    case .character(let values): .character(Array(values[range]))
    case .raw(let values): .raw(Array(values[range]))
    case .list(let values): .list(Array(values[range]))
    default: storage
    }
  }

  /// What an empty vector prints as.
  static func empty(_ storage: RValue.Storage) -> String {
    switch storage {
    case .logical: "logical(0)"
    case .integer: "integer(0)"
    case .double: "numeric(0)"
    case .complex: "complex(0)"
    case .character: "character(0)"
    case .raw: "raw(0)"
    default: "list()"
    }
  }

  /// What the vector is a vector of.
  static func word(_ storage: RValue.Storage) -> String {
    switch storage {
    case .logical: "logical"
    case .integer: "integer"
    case .double: "double"
    case .complex: "complex"
    case .character: "character"
    case .raw: "raw"
    default: "list"
    }
  }

  /// An element of a list in a matrix: the value when it is one, else type
  /// and length.
  static func summary(_ value: RValue) -> String {
    if value.inherits("factor") { return "factor,\(value.count)" }
    switch value.storage {
    case .null: return "NULL"
    case .logical, .integer, .double, .complex, .character:
      if value.count == 1, let text = texts(value.storage, quotes: true)?.first { return text }
    default: break
    }
    switch value.storage {
    case .logical: return "logical,\(value.count)"
    case .integer: return "integer,\(value.count)"
    case .double: return "numeric,\(value.count)"
    case .complex: return "complex,\(value.count)"
    case .character: return "character,\(value.count)"
    case .raw: return "raw,\(value.count)"
    case .list: return value.inherits("data.frame") ? "data.frame,\(value.count)" : "list,\(value.count)"
    case .call: return "expression"
    default: return "?"
    }
  }
}
