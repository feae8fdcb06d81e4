/// The attributes of an R value, in the order R keeps them.
public struct RAttributes: Sendable {
  /// The attributes, in the order in which they were set.
  public private(set) var entries: [RBinding]

  /// Attributes in this order; no name stands twice.
  public init(_ entries: [RBinding] = []) {
    self.entries = entries
  }

  /// Whether there is none.
  public var isEmpty: Bool { entries.isEmpty }

  /// The attribute of that name; setting `nil` removes it.
  public subscript(name: String) -> RValue? {
    get { entries.first { $0.name == name }?.value }
    set {
      if let index = entries.firstIndex(where: { $0.name == name }) {
        if let newValue { entries[index].value = newValue } else { entries.remove(at: index) }
      } else if let newValue {
        entries.append(RBinding(name: name, value: newValue))
      }
    }
  }
}
