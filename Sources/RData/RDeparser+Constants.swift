/// Vectors and lists as the calls that make them.
extension RDeparser {
  mutating func constant(_ value: RValue) {
    var attributes = value.attributes
    attributes["names"] = nil
    attributes["srcref"] = nil
    guard attributes.isEmpty || !showsAttributes else {
      put("structure(")
      elements(value)
      for attribute in attributes.entries {
        put(", ")
        let names = ["dim": "dim", "dimnames": "dimnames", "levels": "levels", "class": "class", "tsp": "tsp"]
        put((names[attribute.name] ?? RName.quoted(attribute.name)) + " = ")
        self.value(attribute.value)
      }
      put(")")
      return
    }
    elements(value)
  }

  private mutating func elements(_ value: RValue) {
    let names = value.names
    switch value.storage {
    case .null: put("NULL")
    case .logical(let values):
      vector(values.map { $0.map { $0 ? "TRUE" : "FALSE" } ?? "NA" }, names: names, empty: "logical(0)")
    case .integer(let values): integers(values, names: names)
    case .double(let values):
      let hasNumber = values.contains { !$0.isNAReal }
      vector(
        values.map { $0.isNAReal ? (hasNumber ? "NA" : "NA_real_") : RNumber.asCharacter($0) }, names: names,
        empty: "numeric(0)")
    case .complex(let values):
      vector(
        values.map { $0.isNA ? "NA_complex_" : RNumber.asCharacter($0) }, names: names, empty: "complex(0)")
    case .character(let values):
      let hasText = values.contains { $0 != nil }
      vector(
        values.map { $0.map { RText.escaped($0, quote: "\"") } ?? (hasText ? "NA" : "NA_character_") }, names: names,
        empty: "character(0)")
    case .raw(let values):
      put("as.raw(")
      vector(values.map { "0x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }, names: nil, empty: "raw(0)")
      put(")")
    case .list(let values):
      put("list(")
      let bindings = values.indices.map { index in
        RBinding(name: names.map { index < $0.count ? $0[index] : "" } ?? "", value: values[index])
      }
      arguments(bindings)
      put(")")
    default: self.value(value)
    }
  }

  private mutating func integers(_ values: [Int32], names: [String]?) {
    // What `print()` shows of a range forgets its names.
    let isRange =
      values.count > 1 && (names == nil || !showsAttributes) && !values.contains(.naInteger)
      && [1, -1].contains { step in
        zip(values, values.dropFirst()).allSatisfy { Int($0) + step == Int($1) }
      }
    if isRange {
      put("\(values[0]):\(values[values.count - 1])")
      return
    }
    let hasNumber = values.contains { $0 != .naInteger }
    vector(
      values.map { $0 == .naInteger ? (hasNumber ? "NA" : "NA_integer_") : "\($0)L" }, names: names,
      empty: "integer(0)")
  }

  private mutating func vector(_ elements: [String], names: [String]?, empty: String) {
    if elements.isEmpty {
      put(empty)
      return
    }
    if elements.count == 1, names == nil {
      put(elements[0])
      return
    }
    put("c(")
    // Unlike arguments, elements on further lines are not indented.
    var hasBroken = true
    for (index, element) in elements.enumerated() {
      if index > 0 { put(", ") }
      breakLine(&hasBroken)
      if let names, index < names.count, !names[index].isEmpty { put(RName.quoted(names[index]) + " = ") }
      put(element)
    }
    breakLine(&hasBroken)
    put(")")
  }
}
