internal import RData

/// Which values an R process still has from earlier requests, so that a large
/// one goes there once and not with every expression.
///
/// A value is known by its storage, whatever it is called: a variable, a
/// column, or the argument of a function. Under the name that it was sent with
/// it is known by what it holds, too.
struct KeptValues: Sendable {
  /// What is to be done with the variables of one request.
  struct Plan: Sendable {
    /// To be written into the request.
    var sent: [RBinding] = []
    /// The ids under which R is to keep values among ``sent``, by name.
    var keep: [RBinding] = []
    /// The ids of the values that R has, by the names they are to get.
    var kept: [RBinding] = []
    /// The ids of values that R is to drop.
    var forget: [String] = []
  }

  private struct Entry: Sendable {
    var value: RValue
    var size: Int
    /// What it was called last.
    var name: String
    /// Whether the session has had it in a variable of its own.
    var isHeld = false
  }

  /// Smaller values travel as fast as the word that they need not; in bytes.
  static let leastSize = 1 << 16

  /// All that is kept, in bytes; it takes memory here and in R.
  private let limit: Int
  /// By the ids that R knows.
  private var entries: [Int: Entry] = [:]
  private var idsByStorage: [UInt: Int] = [:]
  private var idsByName: [String: Int] = [:]
  private var lastID = 0
  /// Ids by their latest use, the latest last.
  private var order: [Int] = []
  /// What R is to drop, for it may not have read what was sent.
  private var doubted: [String] = []

  init(limit: Int = 1 << 30) {
    self.limit = limit
  }

  /// Sorts variables into those that travel and those that R has. What the
  /// session has no more is dropped.
  ///
  /// - Parameter session: all variables of the session; nil when they are not
  ///   known.
  mutating func plan(_ variables: [RBinding], session: [String: RValue]?) -> Plan {
    var plan = Plan()
    plan.forget = doubted
    doubted = []
    var used: Set<Int> = []
    // The same elements with other attributes take their place.
    var replaced: [Int] = []
    for variable in variables {
      if let id = id(of: variable) {
        touch(id, variable)
        used.insert(id)
        plan.kept.append(RBinding(name: variable.name, value: .string(String(id))))
        continue
      }
      plan.sent.append(variable)
      guard let size = variable.value.plainSize, size >= Self.leastSize, size <= limit else { continue }
      lastID += 1
      entries[lastID] = Entry(value: variable.value, size: size, name: variable.name)
      if let old = variable.value.storageAddress.flatMap({ idsByStorage[$0] }) { replaced.append(old) }
      touch(lastID, variable)
      used.insert(lastID)
      plan.keep.append(RBinding(name: variable.name, value: .string(String(lastID))))
    }
    for id in replaced where !used.contains(id) { drop(id, &plan) }
    dropUnreachable(besides: used, names: Set(variables.map(\.name)), session, &plan)
    dropOldest(besides: used, &plan)
    return plan
  }

  /// R may lack what it was last told to keep: all is sent again.
  mutating func doubt() {
    doubted += order.map(String.init)
    entries = [:]
    idsByStorage = [:]
    idsByName = [:]
    order = []
  }

  /// The value that R has; nil when it has not.
  private func id(of variable: RBinding) -> Int? {
    if let address = variable.value.storageAddress, let id = idsByStorage[address],
      entries[id]?.value.sharesStorage(with: variable.value) == true
    {
      return id
    }
    guard let id = idsByName[variable.name], entries[id]?.value == variable.value else { return nil }
    return id
  }

  /// An equal value takes the place of the one that was sent.
  private mutating func touch(_ id: Int, _ variable: RBinding) {
    order.removeAll { $0 == id }
    order.append(id)
    idsByName[variable.name] = id
    if let address = entries[id]?.value.storageAddress, idsByStorage[address] == id { idsByStorage[address] = nil }
    if let address = variable.value.storageAddress { idsByStorage[address] = id }
    entries[id]?.value = variable.value
    entries[id]?.name = variable.name
  }

  /// Drops what nobody will ask for again: what the session had and has no
  /// more, and a value whose name has gone to another.
  private mutating func dropUnreachable(
    besides used: Set<Int>, names: Set<String>, _ session: [String: RValue]?, _ plan: inout Plan
  ) {
    guard !entries.isEmpty else { return }
    let held = Set(session?.values.lazy.flatMap(\.storageAddresses) ?? [])
    for id in order {
      guard let entry = entries[id] else { continue }
      if let address = entry.value.storageAddress, held.contains(address) {
        entries[id]?.isHeld = true
      } else if !used.contains(id), names.contains(entry.name) || (session != nil && entry.isHeld) {
        drop(id, &plan)
      }
    }
  }

  private mutating func dropOldest(besides used: Set<Int>, _ plan: inout Plan) {
    var total = entries.values.reduce(0) { $0 + $1.size }
    for id in order where total > limit && !used.contains(id) {
      total -= entries[id]?.size ?? 0
      drop(id, &plan)
    }
  }

  private mutating func drop(_ id: Int, _ plan: inout Plan) {
    guard let entry = entries.removeValue(forKey: id) else { return }
    if let address = entry.value.storageAddress, idsByStorage[address] == id { idsByStorage[address] = nil }
    if idsByName[entry.name] == id { idsByName[entry.name] = nil }
    order.removeAll { $0 == id }
    plan.forget.append(String(id))
  }
}

extension RValue {
  /// Where the elements lie; nil for what has none. Copies that nobody has
  /// changed have them in one place.
  fileprivate var storageAddress: UInt? {
    func address<Element>(_ elements: [Element]) -> UInt? {
      elements.withUnsafeBufferPointer { $0.isEmpty ? nil : $0.baseAddress.map { UInt(bitPattern: $0) } }
    }
    return switch storage {
    case .logical(let elements): address(elements)
    case .integer(let elements): address(elements)
    case .double(let elements): address(elements)
    case .complex(let elements): address(elements)
    case .character(let elements): address(elements)
    case .raw(let elements): address(elements)
    case .list(let elements): address(elements)
    default: nil
    }
  }

  /// The same with that of its elements, columns say; not of very many.
  fileprivate var storageAddresses: [UInt] {
    var addresses = [storageAddress].compactMap(\.self)
    if case .list(let elements) = storage, elements.count <= 1_000 {
      addresses += elements.compactMap(\.storageAddress)
    }
    return addresses
  }

  /// Whether both are copies of one value that nobody has changed since, which
  /// is known without looking at the elements; `false` proves nothing.
  fileprivate func sharesStorage(with other: RValue) -> Bool {
    func isOne<Element>(_ left: [Element], _ right: [Element]) -> Bool {
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { left.baseAddress == $0.baseAddress && left.count == $0.count }
      }
    }
    let isOneStorage =
      switch (storage, other.storage) {
      case (.logical(let left), .logical(let right)): isOne(left, right)
      case (.integer(let left), .integer(let right)): isOne(left, right)
      case (.double(let left), .double(let right)): isOne(left, right)
      case (.complex(let left), .complex(let right)): isOne(left, right)
      case (.character(let left), .character(let right)): isOne(left, right)
      case (.raw(let left), .raw(let right)): isOne(left, right)
      case (.list(let left), .list(let right)): isOne(left, right)
      default: false
      }
    return isOneStorage && attributes == other.attributes
  }

  /// Roughly how many bytes this takes in R, if it is nothing but data: what
  /// refers to environments could change there without a word.
  fileprivate var plainSize: Int? {
    var size: Int
    switch storage {
    case .null: size = 0
    case .logical(let values): size = values.count * 4
    case .integer(let values): size = values.count * 4
    case .double(let values): size = values.count * 8
    case .complex(let values): size = values.count * 16
    case .raw(let values): size = values.count
    // Strings are shared in R; what counts is that they are many.
    case .character(let values): size = values.count * 8
    case .list(let values):
      size = values.count * 8
      for value in values {
        guard let part = value.plainSize else { return nil }
        size += part
      }
    // Its environment is the global one: it goes there as source.
    case .function(let source): size = source.utf8.count
    case .symbol, .call, .environment, .opaque: return nil
    }
    for attribute in attributes.entries {
      guard let part = attribute.value.plainSize else { return nil }
      size += part
    }
    return size
  }
}
