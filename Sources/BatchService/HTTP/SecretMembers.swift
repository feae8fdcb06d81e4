import AzureWire

/// What a description says that no answer tells again: passwords, keys of
/// storage accounts, private keys, the protected settings of extensions.
///
/// They are taken and not kept: no node of this machine mounts a share, logs in
/// anywhere or has extensions.
///
/// Source: Batch API, UserAccount, LinuxUserConfiguration, ContainerRegistry,
/// the mount configurations, VMExtension.
enum SecretMembers {
  /// Members that hold a secret wherever they are.
  private static let everywhere: Set<String> = ["accountKey", "sasKey", "sshPrivateKey", "protectedSettings"]
  /// Members whose member `password` is a secret.
  private static let places: Set<String> = [
    "userAccounts", "registry", "containerRegistries", "cifsMountConfiguration",
  ]
  /// Members whose own members are named by the client, and told.
  private static let open: Set<String> = ["settings"]

  /// The description without them, wherever they are.
  static func removed(from value: JSONValue, isPlace: Bool = false) -> JSONValue {
    switch value {
    case .object(let members):
      var kept: [String: JSONValue] = [:]
      for (name, value) in members where !everywhere.contains(name) && !(isPlace && name == "password") {
        kept[name] = open.contains(name) ? value : removed(from: value, isPlace: places.contains(name))
      }
      return .object(kept)
    case .array(let elements): return .array(elements.map { removed(from: $0, isPlace: isPlace) })
    default: return value
    }
  }
}
