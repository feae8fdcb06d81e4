import AzureWire

/// The members of a description that a client sends and no answer ever holds:
/// passwords, keys and protected settings.
///
/// They are not kept either, since no node of this service logs in anywhere or
/// mounts anything. Source: Batch API, UserAccount, LinuxUserConfiguration,
/// ContainerRegistryReference, MountConfiguration and VMExtension.
enum WriteOnlyMembers {
  /// By the member that holds them, directly or in a list.
  private static let names: [String: Set<String>] = [
    "userAccounts": ["password"], "linuxUserConfiguration": ["sshPrivateKey"],
    "registry": ["password"], "containerRegistries": ["password"],
    "azureBlobFileSystemConfiguration": ["accountKey", "sasKey"], "azureFileShareConfiguration": ["accountKey"],
    "cifsMountConfiguration": ["password"], "extensions": ["protectedSettings"],
  ]

  /// - Returns: The description without them, wherever they are.
  static func removed(from value: JSONValue) -> JSONValue { removed(from: value, writeOnly: []) }

  private static func removed(from value: JSONValue, writeOnly: Set<String>) -> JSONValue {
    switch value {
    case .object(let members):
      var kept: [String: JSONValue] = [:]
      for (name, value) in members where !writeOnly.contains(name) {
        kept[name] = removed(from: value, writeOnly: names[name] ?? [])
      }
      return .object(kept)
    case .array(let elements): return .array(elements.map { removed(from: $0, writeOnly: writeOnly) })
    default: return value
    }
  }
}
