import RData

extension RValue {
  /// Longer, with NA or NULL in the new places; the last of them get the
  /// names in `added`. Dimensions do not survive, other attributes do.
  func extended(to count: Int, adding added: [String?]) -> RValue {
    let old = self.count
    guard count > old else { return self }
    var result = RValue(storage).selecting((0..<count).map { $0 < old ? $0 : nil })
    for entry in attributes.entries where !["names", "dim", "dimnames"].contains(entry.name) {
      result.attributes[entry.name] = entry.value
    }
    if namesOrNA != nil || !added.isEmpty {
      let known = namesOrNA ?? Array(repeating: "", count: old)
      let blanks = [String?](repeating: "", count: count - old - min(added.count, count - old))
      result.attributes["names"] = RValue(.character(known + blanks + added.suffix(count - old)))
    }
    return result
  }

  /// Puts one element of a vector of the same kind into a place.
  mutating func store(_ source: RValue, _ from: Int, at position: Int) {
    switch (source.storage, storage) {
    case (.logical(let new), .logical(var values)): replace(&values, position, new[from]) { .logical($0) }
    case (.integer(let new), .integer(var values)): replace(&values, position, new[from]) { .integer($0) }
    case (.double(let new), .double(var values)): replace(&values, position, new[from]) { .double($0) }
    case (.complex(let new), .complex(var values)): replace(&values, position, new[from]) { .complex($0) }
    case (.character(let new), .character(var values)): replace(&values, position, new[from]) { .character($0) }
    case (.raw(let new), .raw(var values)): replace(&values, position, new[from]) { .raw($0) }
    case (.list(let new), .list(var values)): replace(&values, position, new[from]) { .list($0) }
    default: return
    }
  }

  private mutating func replace<T>(_ values: inout [T], _ position: Int, _ new: T, _ wrap: ([T]) -> Storage) {
    // Gives up the other reference, so that the array changes in place.
    storage = .null
    values[position] = new
    storage = wrap(values)
  }

  /// The names, with NA as `nil`.
  var namesOrNA: [String?]? {
    guard case .character(let names)? = attributes["names"]?.storage else { return nil }
    return names
  }
}
