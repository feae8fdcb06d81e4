import AzureWire
import HTTPTypes
import Hummingbird

/// Keeps Batch requests out whose parameters their operation does not know.
///
/// Source: Batch API, the parameters of each operation.
enum BatchParameters {
  /// The version, and how long the service may take to answer.
  private static let harmlessQuery: Set<String> = ["api-version", "timeout"]

  /// - Throws: ``WireError`` `UnsupportedQueryParameter` or `UnsupportedHeader`.
  static func check(_ request: ServiceRequest, _ known: KnownParameters) throws {
    for (name, value) in request.query.items {
      let lower = name.lowercased()
      // Old clients send what they leave out as blank.
      guard !value.isEmpty, !harmlessQuery.contains(lower), !known.knowsQuery(lower, value) else { continue }
      throw WireError(
        .badRequest, "UnsupportedQueryParameter",
        "The query parameter \(name) is not supported by this operation; leave it out.",
        values: [.init(key: "QueryParameterName", value: name), .init(key: "QueryParameterValue", value: value)])
    }
    for field in request.request.headers {
      let name = field.name.canonicalName
      guard changesMeaning(name), !known.knowsHeader(name, field.value) else { continue }
      throw WireError(
        .badRequest, "UnsupportedHeader", "The header \(field.name) is not supported by this operation; leave it out.",
        values: [.init(key: "HeaderName", value: "\(field.name)"), .init(key: "HeaderValue", value: field.value)])
    }
  }

  private static func changesMeaning(_ name: String) -> Bool {
    KnownParameters.conditionNames.contains(name) || name.hasPrefix("ocp-") && name != "ocp-date"
  }
}

extension KnownParameters {
  /// A list by pages.
  static let pages = KnownParameters(query: ["maxresults", "$skiptoken"])
  static let filter = KnownParameters(query: ["$filter"])
  static let select = KnownParameters(query: ["$select"])
  static let expand = KnownParameters(query: ["$expand"])
  static let force = KnownParameters(query: ["force"])
  static let recursive = KnownParameters(query: ["recursive"])
  /// The time between which usage is told.
  static let period = KnownParameters(query: ["starttime", "endtime"])
  /// A part of a file.
  static let range = KnownParameters(headers: ["ocp-range"])
}
