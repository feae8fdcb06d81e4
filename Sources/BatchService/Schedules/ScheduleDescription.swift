package import AzureWire
package import NIOCore
import HTTPTypes

/// The description of a new job schedule: checked, with the service's
/// defaults.
package struct ScheduleDescription {
  package var id: String
  package var schedule: Schedule
  /// The JSON that is stored.
  package var spec: String

  /// - Throws: ``WireError`` for what Batch would refuse.
  package init(_ body: ByteBuffer) throws {
    struct Identity: Decodable {
      var id: String
      var displayName: String?
    }
    let members = try RequestDecoding.object(from: body)
    let identity = try RequestDecoding.decode(Identity.self, from: body)
    try Properties.checkID(identity.id)
    try Properties.checkName(identity.displayName)
    id = identity.id
    guard let times = members["schedule"] else { throw WireError.missingProperty("schedule") }
    schedule = try Self.times(times)
    guard let jobs = members["jobSpecification"] else { throw WireError.missingProperty("jobSpecification") }
    var kept: [String: JSONValue] = [
      "schedule": times, "jobSpecification": try Self.specification(jobs),
    ]
    kept["displayName"] = identity.displayName.map { .string($0) }
    kept["metadata"] = try Self.metadata(members["metadata"])
    spec = try JSONText.encode(JSONValue.object(kept))
  }

  /// - Throws: ``WireError`` for an interval or a window below a minute
  ///   (Batch API, Schedule), or times that are out of order.
  static func times(_ said: JSONValue) throws -> Schedule {
    let schedule = try decode(Schedule.self, said, below: "schedule")
    for (name, value) in [
      ("recurrenceInterval", schedule.recurrenceInterval), ("startWindow", schedule.startWindow),
    ] {
      if let value, value < .seconds(60) {
        throw WireError.invalidProperty(
          "schedule.\(name)", value: value.iso8601, reason: "The smallest value is PT1M")
      }
    }
    if let first = schedule.doNotRunUntil, let last = schedule.doNotRunAfter, last <= first {
      throw WireError.invalidProperty(
        "schedule.doNotRunAfter", value: last.iso8601, reason: "It must lie after doNotRunUntil")
    }
    return schedule
  }

  /// A job's description with its defaults; the id stands for those that the
  /// schedule gives.
  static func specification(_ said: JSONValue) throws -> JSONValue {
    guard case .object(var members) = said else {
      throw WireError.invalidProperty("jobSpecification", value: "", reason: "It is a JSON object")
    }
    members["id"] = .string("job-1")
    do {
      return .object(try JobDescription(members.filter { $0.value != .null }).members())
    } catch let error as WireError {
      throw error.below("jobSpecification")
    }
  }

  /// Nil when there is none.
  static func metadata(_ said: JSONValue?) throws -> JSONValue? {
    guard let said else { return nil }
    let items = try decode([NameValue].self, said, below: "metadata")
    try Properties.checkMetadata(items)
    return items.isEmpty ? nil : said
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ said: JSONValue, below property: String
  ) throws -> Value {
    do {
      return try RequestDecoding.decode(type, from: try JSONText.encode(said))
    } catch let error as WireError {
      throw error.below(property)
    }
  }
}

extension WireError {
  /// The error with the name of its property as seen from above.
  func below(_ property: String) -> WireError {
    var error = self
    error.values = values?.map { detail in
      guard detail.key == "PropertyName" else { return detail }
      let name = detail.value ?? ""
      return .init(key: "PropertyName", value: name.isEmpty ? property : "\(property).\(name)")
    }
    return error
  }
}
