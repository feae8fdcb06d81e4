/// The query parameters and headers that an operation understands.
///
/// A request that carries any other is refused before anything is done: its
/// meaning is not known here, and the rest of it could destroy what the
/// unknown part was to protect.
struct KnownParameters: Sendable {
  /// Names of query parameters, in lower case.
  private var query: Set<String>
  /// Names of headers, in lower case.
  private var headers: Set<String>
  /// Headers and query parameters that are understood with these values
  /// alone, which ask for what happens anyway; all in lower case.
  private var only: [String: Set<String>]

  init(query: Set<String> = [], headers: Set<String> = [], only: [String: Set<String>] = [:]) {
    self.query = query
    self.headers = headers
    self.only = only
  }

  /// Nothing but what every operation understands.
  static let none = KnownParameters()

  static func + (left: KnownParameters, right: KnownParameters) -> KnownParameters {
    KnownParameters(
      query: left.query.union(right.query), headers: left.headers.union(right.headers),
      only: left.only.merging(right.only) { $0.union($1) })
  }

  /// - Parameter name: in lower case.
  func knowsQuery(_ name: String, _ value: String) -> Bool {
    query.contains(name) || only[name]?.contains(value.lowercased()) ?? false
  }

  /// - Parameter name: in lower case.
  func knowsHeader(_ name: String, _ value: String) -> Bool {
    headers.contains(name) || only[name]?.contains(value.lowercased()) ?? false
      || name.hasPrefix(Self.metadataPrefix) && headers.contains(Self.metadataPrefix)
  }

  private static let metadataPrefix = "x-ms-meta-"

  /// The headers that make a request depend on the version of what it is about.
  static let conditionNames: Set<String> = ["if-match", "if-none-match", "if-modified-since", "if-unmodified-since"]

  static let conditions = KnownParameters(headers: conditionNames)
  static let times = KnownParameters(headers: ["if-modified-since", "if-unmodified-since"])
}
