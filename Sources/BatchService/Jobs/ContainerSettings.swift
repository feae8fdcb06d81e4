import AzureWire

/// Container settings that name no image, as the R client sends them after
/// it took over a cluster (`"imageName":{}`): the pool's own image is meant.
enum ContainerSettings {
  /// A task's description without such settings.
  static func dropBlank(_ task: JSONValue) -> JSONValue {
    guard let settings = task["containerSettings"], isBlank(settings) else { return task }
    var task = task
    task["containerSettings"] = nil
    return task
  }

  /// - Parameter text: JSON.
  static func isBlank(_ text: String) throws -> Bool {
    isBlank(try RequestDecoding.decode(JSONValue.self, from: text))
  }

  private static func isBlank(_ settings: JSONValue) -> Bool {
    switch settings["imageName"] {
    case .object([:])?, .array([])?, .string("")?, .null?: true
    default: settings == .null
    }
  }
}
