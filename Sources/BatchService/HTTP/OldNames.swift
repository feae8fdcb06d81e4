import AzureWire

/// What members of requests were called in versions that are still spoken.
enum OldNames {
  /// A pool, or a change of its size: `targetDedicated` until 2017-05-01.5.0,
  /// `maxTasksPerNode` until 2020-03-01.11.0. A new name comes first.
  static func renewed(pool members: [String: JSONValue]) -> [String: JSONValue] {
    var members = members
    for (old, new) in [("targetDedicated", "targetDedicatedNodes"), ("maxTasksPerNode", "taskSlotsPerNode")] {
      if let value = members.removeValue(forKey: old) { members[new] = members[new] ?? value }
    }
    return members
  }

  /// The `blobSource` of resource files, wherever there are some, became
  /// `httpUrl` in 2018-12-01.8.0.
  static func renewed(filesOf value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      .object(
        Dictionary(
          uniqueKeysWithValues: members.map { name, value in
            (name, name == "resourceFiles" ? renewed(files: value) : renewed(filesOf: value))
          }))
    case .array(let elements): .array(elements.map { renewed(filesOf: $0) })
    default: value
    }
  }

  static func renewed(files: JSONValue) -> JSONValue {
    guard case .array(let files) = files else { return files }
    return .array(
      files.map { file in
        var file = file
        if let source = file["blobSource"] {
          file["blobSource"] = nil
          file["httpUrl"] = file["httpUrl"] ?? source
        }
        return file
      })
  }
}
