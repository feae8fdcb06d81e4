import AzureWire
import HTTPTypes

/// Rules for properties that jobs, tasks and schedules share.
///
/// Source: Batch API, the descriptions of the properties.
enum Properties {
  static func checkID(_ id: String, named property: String = "id") throws {
    guard ResourceID.isValid(id) else {
      throw WireError.invalidProperty(
        property, value: id, reason: "An id holds 1 to 64 letters, digits, hyphens and underscores")
    }
  }

  static func checkName(_ name: String?, named property: String = "displayName") throws {
    guard let name, name.unicodeScalars.count > 1024 else { return }
    throw WireError.invalidProperty(
      property, value: String(name.prefix(64)), reason: "A display name holds at most 1024 characters")
  }

  static func checkCommand(_ command: String, named property: String = "commandLine") throws {
    guard command.contains(where: { !$0.isWhitespace }) else {
      throw WireError.invalidProperty(property, value: "", reason: "The command line is empty")
    }
  }

  /// More slots than any node has; the counts of a job add them up.
  private static let maximumSlots = 65_536

  static func checkSlots(_ slots: Int?, named property: String = "requiredSlots") throws {
    if let slots, slots < 1 {
      throw WireError.invalidProperty(property, value: String(slots), reason: "The smallest value is 1")
    }
    if let slots, slots > maximumSlots {
      throw WireError.invalidProperty(property, value: String(slots), reason: "The largest value is \(maximumSlots)")
    }
  }

  static func check(_ constraints: TaskConstraints?, of property: String = "constraints") throws {
    try checkRetries(constraints?.maxTaskRetryCount, of: property)
    try checkWallClock(constraints?.maxWallClockTime, of: property)
  }

  static func checkRetries(_ count: Int?, of property: String) throws {
    if let count, count < -1 {
      throw WireError.invalidProperty(
        "\(property).maxTaskRetryCount", value: String(count), reason: "The smallest value is -1")
    }
  }

  static func checkWallClock(_ time: WireDuration?, of property: String) throws {
    if let time, time.ticks <= 0 {
      throw WireError.invalidProperty(
        "\(property).maxWallClockTime", value: time.iso8601, reason: "The time must be longer than nothing")
    }
  }

  static func checkMetadata(_ metadata: [NameValue]?) throws {
    guard let metadata, metadata.contains(where: { $0.name.isEmpty }) else { return }
    throw WireError(
      .badRequest, "EmptyMetadataKey", "The key for one of the metadata key-value pairs is empty.",
      values: [.init(key: "PropertyName", value: "metadata")])
  }

  static func checkSettings(_ settings: [NameValue]?, of property: String = "environmentSettings") throws {
    for setting in settings ?? [] where setting.name.isEmpty || setting.name.contains("=") {
      throw WireError.invalidProperty(
        "\(property).name", value: setting.name, reason: "The name of a variable is not empty and holds no =")
    }
  }

  static func check(_ files: [ResourceFile]?, of property: String = "resourceFiles") throws {
    for file in files ?? [] {
      let sources = [file.httpUrl, file.storageContainerUrl, file.autoStorageContainerName].compactMap(\.self)
      guard sources.count == 1 else {
        throw WireError.invalidProperty(
          property, value: sources.joined(separator: ", "),
          reason: "Exactly one of httpUrl, storageContainerUrl and autoStorageContainerName names the source")
      }
      guard file.httpUrl == nil || file.filePath?.isEmpty == false else {
        throw WireError.invalidProperty(
          "\(property).filePath", value: "", reason: "A file of an httpUrl must have a filePath")
      }
    }
  }

  /// An upload whose condition is no word of the protocol would never be made.
  static func check(_ files: [OutputFile]?, of property: String = "outputFiles") throws {
    let known: [UploadCondition] = [.taskSuccess, .taskFailure, .taskCompletion]
    for condition in (files ?? []).map(\.uploadOptions.uploadCondition) where !known.contains(condition) {
      throw WireError.invalidProperty(
        "\(property).uploadOptions.uploadCondition", value: condition.rawValue,
        reason: "It is one of \(known.map(\.rawValue).joined(separator: ", "))")
    }
  }
}
