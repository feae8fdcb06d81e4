import RData

/// What `c` and `unlist` do: one vector of several values, with names made of
/// the names of the parts.
enum Combination {
  static func combine(_ parts: [(name: String?, value: RValue)]) throws -> RValue {
    let rank = parts.map { $0.value.rank == .other ? .list : $0.value.rank }.max() ?? .null
    if rank == .null { return .null }
    var names: [String] = []
    var elements: [RValue] = []
    for part in parts {
      if part.value.rank == .other {
        elements.append(RValue(.list([part.value])))
        names.append(part.name ?? "")
        continue
      }
      guard let converted = part.value.converted(to: rank) else { throw NotEvaluatedHere() }
      elements.append(converted)
      names += partNames(part.name ?? "", part.value.names, count: part.value.count)
    }
    var result = joined(elements, rank)
    if names.contains(where: { !$0.isEmpty }) { result.names = names }
    return result
  }

  /// `name` alone for one element, `name1 name2 ...` for several, and
  /// `name.inner` where elements have names of their own.
  private static func partNames(_ name: String, _ inner: [String]?, count: Int) -> [String] {
    (0..<count).map { position in
      let own = inner?[position] ?? ""
      if name.isEmpty { return own }
      if !own.isEmpty { return "\(name).\(own)" }
      return count == 1 ? name : "\(name)\(position + 1)"
    }
  }

  private static func joined(_ parts: [RValue], _ rank: RValue.Rank) -> RValue {
    switch rank {
    case .null: .null
    case .raw: RValue(.raw(parts.flatMap(bytes)))
    case .logical: RValue(.logical(parts.flatMap { $0.logicals ?? [] }))
    case .integer: RValue(.integer(parts.flatMap { $0.integers ?? [] }))
    case .double: RValue(.double(parts.flatMap { $0.doubles ?? [] }))
    case .complex: RValue(.complex(parts.flatMap(complexes)))
    case .character: RValue(.character(parts.flatMap { $0.texts ?? [] }))
    case .list: RValue(.list(parts.flatMap { $0.split() }))
    case .other: .null
    }
  }

  private static func bytes(_ value: RValue) -> [UInt8] {
    if case .raw(let values) = value.storage { values } else { [] }
  }

  private static func complexes(_ value: RValue) -> [RComplex] {
    if case .complex(let values) = value.storage { values } else { [] }
  }

  /// All vectors inside of a list, at any depth, as one vector.
  static func unlist(_ value: RValue, useNames: Bool) throws -> RValue {
    guard case .list = value.storage else { return value }
    var leaves: [(name: String, value: RValue)] = []
    try collect(value, "", into: &leaves)
    let rank = leaves.map(\.value.rank).max() ?? .null
    // Empty vectors in it decide the kind of what is empty: R's business.
    if rank == .null, value.count > 0 { throw NotEvaluatedHere() }
    if rank == .null { return .null }
    // With what is no vector among them R leaves the list as it is.
    guard rank <= .character else { throw NotEvaluatedHere() }
    var result = joined(
      try leaves.map { leaf in
        guard let converted = leaf.value.converted(to: rank) else { throw NotEvaluatedHere() }
        return converted
      }, rank)
    if useNames, leaves.contains(where: { !$0.name.isEmpty }) { result.names = leaves.map(\.name) }
    return result
  }

  private static func collect(
    _ list: RValue, _ base: String, into leaves: inout [(name: String, value: RValue)]
  ) throws {
    if list.isObject { throw NotEvaluatedHere() }
    let names = list.names
    // R numbers the nameless elements below one name throughout.
    let total = leafCount(list)
    var number = 0
    func tag(_ own: String) -> String {
      number += 1
      if base.isEmpty { return own }
      if !own.isEmpty { return "\(base).\(own)" }
      return total == 1 ? base : "\(base)\(number)"
    }
    for (position, element) in list.split().enumerated() {
      let own = names?[position] ?? ""
      if element.isObject { throw NotEvaluatedHere() }
      if case .list = element.storage {
        if own.isEmpty && !base.isEmpty { throw NotEvaluatedHere() }
        try collect(element, base.isEmpty ? own : "\(base).\(own)", into: &leaves)
        continue
      }
      if list.rank == .list {
        if element.count == 1, element.names == nil {
          leaves.append((tag(own), element))
        } else if own.isEmpty, base.isEmpty || element.names == nil && base.isEmpty {
          let inner = element.names
          for (index, part) in element.split().enumerated() { leaves.append((inner?[index] ?? "", part)) }
        } else {
          if own.isEmpty { throw NotEvaluatedHere() }
          let prefix = base.isEmpty ? own : "\(base).\(own)"
          let inner = partNames(prefix, element.names, count: element.count)
          for (index, part) in element.split().enumerated() { leaves.append((inner[index], part)) }
        }
      }
    }
  }

  private static func leafCount(_ value: RValue) -> Int {
    guard case .list(let elements) = value.storage else { return value.count }
    return elements.reduce(0) { $0 + leafCount($1) }
  }
}
