/// Versions such as `1.2.3`, which R keeps as lists of whole numbers.
enum RVersionNumber {
  static func texts(_ value: RValue) -> [String?]? {
    guard case .list(let elements) = value.storage else { return nil }
    return elements.map { element in
      guard case .integer(let parts) = element.storage, !parts.isEmpty else { return nil }
      return parts.map(String.init).joined(separator: ".")
    }
  }
}
