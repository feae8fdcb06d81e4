import AzureWire

/// Passwords of accounts and of container registries are taken, and neither
/// kept nor told: no node of this machine logs in anywhere (Batch API,
/// UserAccount, ContainerRegistry).
enum Passwords {
  private static let places: Set<String> = ["userAccounts", "registry", "containerRegistries"]

  /// The description without them, wherever they are.
  static func removed(from value: JSONValue, isPlace: Bool = false) -> JSONValue {
    switch value {
    case .object(let members):
      var kept: [String: JSONValue] = [:]
      for (name, value) in members where !(isPlace && name == "password") {
        kept[name] = removed(from: value, isPlace: places.contains(name))
      }
      return .object(kept)
    case .array(let elements): return .array(elements.map { removed(from: $0, isPlace: isPlace) })
    default: return value
    }
  }
}
