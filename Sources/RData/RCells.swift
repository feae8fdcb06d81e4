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
      // R makes room for a sign and for the longest exponent, though no number may have both.
      return values.map { RText.padLeft(format.string($0), to: format.width) }
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

  /// The elements at some positions, without attributes.
  static func selected(_ storage: RValue.Storage, _ positions: [Int]) -> RValue.Storage {
    switch storage {
    case .logical(let values): .logical(positions.map { values[$0] })
    case .integer(let values): .integer(positions.map { values[$0] })
    case .double(let values): .double(positions.map { values[$0] })
    case .complex(let values): .complex(positions.map { values[$0] })
    case .character(let values): .character(positions.map { values[$0] })
    case .raw(let values): .raw(positions.map { values[$0] })
    case .list(let values): .list(positions.map { values[$0] })
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

  /// The columns that R takes for a column of a matrix without rows.
  static func leastWidth(_ storage: RValue.Storage) -> Int {
    switch storage {
    case .logical, .integer: 1
    case .complex, .raw: 2
    default: 0
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
    RText.escaped(value.classes.isEmpty ? plainSummary(value) : classSummary(value))
  }

  private static func plainSummary(_ value: RValue) -> String {
    switch value.storage {
    case .null: return "NULL"
    case .character(let strings) where strings.count == 1: return quoted(strings[0] ?? "NA")
    case .logical, .integer, .double, .complex:
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
    case .list: return "list,\(value.count)"
    case .call: return "expression"
    default: return "?"
    }
  }

  /// An object: as `format()` shows it when that is one string.
  private static func classSummary(_ value: RValue) -> String {
    if value.inherits("formula") {
      let lines = RDeparser.lines(value)
      if lines.count == 1 { return lines[0] }
    }
    if !value.inherits("data.frame"), let texts = RColumn.texts(value), texts.count == 1 { return texts[0] ?? "NA" }
    return "\(value.classes[0]),\(value.count)"
  }

  /// A string between quotes, which R cuts at a hundred bytes.
  private static func quoted(_ text: String) -> String {
    let most = 99
    guard text.utf8.count > most else { return "\"\(text)\"" }
    return "\"\(String(decoding: text.utf8.prefix(most), as: UTF8.self))\" [truncated]"
  }
}
