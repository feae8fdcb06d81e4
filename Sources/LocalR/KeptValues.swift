internal import RData

/// Which variables an R process still has from earlier requests, so that a
/// large value goes there once and not with every expression.
///
/// A value is compared with what was sent under its name before, which takes
/// no time while both are the same storage.
struct KeptValues: Sendable {
  /// What is to be done with the variables of one request.
  struct Plan: Sendable {
    /// To be written into the request.
    var sent: [RBinding] = []
    /// Names among ``sent`` that R is to keep.
    var keep: [String] = []
    /// Names whose values R has.
    var kept: [String] = []
    /// Names whose values R is to drop.
    var forget: [String] = []
  }

  private struct Entry: Sendable {
    var value: RValue
    var size: Int
  }

  /// Smaller values travel as fast as the word that they need not; in bytes.
  static let leastSize = 1 << 16

  /// All that is kept, in bytes; it takes memory here and in R.
  private let limit: Int
  private var entries: [String: Entry] = [:]
  /// Names by their latest use, the latest last.
  private var order: [String] = []
  /// Whether R is to begin anew, for it may not have read what was sent.
  private var doubted: [String] = []

  init(limit: Int = 1 << 30) {
    self.limit = limit
  }

  /// Sorts variables into those that travel and those that R has.
  mutating func plan(_ variables: [RBinding]) -> Plan {
    var plan = Plan()
    plan.forget = doubted
    doubted = []
    for variable in variables {
      if let entry = entries[variable.name] {
        order.removeAll { $0 == variable.name }
        if entry.value.sharesStorage(with: variable.value) || entry.value == variable.value {
          order.append(variable.name)
          plan.kept.append(variable.name)
          continue
        }
        entries[variable.name] = nil
        plan.forget.append(variable.name)
      }
      plan.sent.append(variable)
      guard let size = variable.value.plainSize, size >= Self.leastSize, size <= limit else { continue }
      entries[variable.name] = Entry(value: variable.value, size: size)
      order.append(variable.name)
      plan.keep.append(variable.name)
    }
    dropOldest(&plan)
    return plan
  }

  /// R may lack what it was last told to keep: all is sent again.
  mutating func doubt() {
    doubted += order
    entries = [:]
    order = []
  }

  private mutating func dropOldest(_ plan: inout Plan) {
    var total = entries.values.reduce(0) { $0 + $1.size }
    let inUse = Set(plan.kept + plan.keep)
    for name in order where total > limit && !inUse.contains(name) {
      total -= entries.removeValue(forKey: name)?.size ?? 0
      order.removeAll { $0 == name }
      plan.forget.append(name)
    }
  }
}

extension RValue {
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
    case .function, .symbol, .call, .environment, .opaque: return nil
    }
    for attribute in attributes.entries {
      guard let part = attribute.value.plainSize else { return nil }
      size += part
    }
    return size
  }
}
