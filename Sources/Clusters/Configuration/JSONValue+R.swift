package import AzureWire
package import RData

extension JSONValue {
  /// What R's value stands for in a configuration: a named list is an object,
  /// a vector of one element that element.
  ///
  /// - Returns: nil for what no configuration can hold, such as a function.
  package init?(_ value: RValue) {
    switch value.storage {
    case .null: self = .null
    case .list(let elements):
      let values = elements.map { JSONValue($0) }
      guard !values.contains(nil) else { return nil }
      let present = values.compactMap { $0 }
      guard let names = value.names else {
        self = .array(present)
        return
      }
      self = .object(Dictionary(zip(names, present)) { first, _ in first })
    case .character(let texts): self = Self.vector(texts.map { $0.map(JSONValue.string) ?? .null })
    case .logical(let flags): self = Self.vector(flags.map { $0.map(JSONValue.bool) ?? .null })
    case .integer(let numbers): self = Self.vector(numbers.map { $0 == .naInteger ? .null : .int(Int64($0)) })
    case .double(let numbers):
      self = Self.vector(
        numbers.map { number in
          number.isNaN ? .null : Int64(exactly: number).map(JSONValue.int) ?? .double(number)
        })
    default: return nil
    }
  }

  private static func vector(_ elements: [JSONValue]) -> JSONValue {
    elements.count == 1 ? elements[0] : .array(elements)
  }
}
