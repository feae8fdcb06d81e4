public import AzureWire

/// Makes a request depend on whether a thing has changed.
///
/// A condition that does not hold is an ``AzureError`` of kind
/// `preconditionFailed`: of status 304 where a read would have given what is
/// known already, of status 412 else. Both services take one condition on
/// the ETag and one on the time, and the one on the ETag wins.
///
///     let job = try await client.job("a")
///     try await client.patchJob("a", changes, condition: .ifMatch(job.eTag ?? "*"))
public struct AccessCondition: Sendable, Equatable {
  /// The thing has this ETag; `*` where it only has to exist.
  public var ifMatch: String?
  /// The thing has not this ETag; `*` where it must not exist.
  public var ifNoneMatch: String?
  /// In whole seconds.
  public var ifModifiedSince: Timestamp?
  /// In whole seconds.
  public var ifUnmodifiedSince: Timestamp?

  /// All that is given has to hold.
  public init(
    ifMatch: String? = nil, ifNoneMatch: String? = nil, ifModifiedSince: Timestamp? = nil,
    ifUnmodifiedSince: Timestamp? = nil
  ) {
    self.ifMatch = ifMatch
    self.ifNoneMatch = ifNoneMatch
    self.ifModifiedSince = ifModifiedSince
    self.ifUnmodifiedSince = ifUnmodifiedSince
  }

  /// No condition.
  public static let none = AccessCondition()
  /// The thing must not exist yet.
  public static let mustBeNew = AccessCondition(ifNoneMatch: "*")

  /// The thing has this ETag.
  public static func ifMatch(_ eTag: String) -> AccessCondition { AccessCondition(ifMatch: eTag) }

  var headers: [(name: String, value: String)] {
    let pairs = [
      ("if-match", ifMatch), ("if-none-match", ifNoneMatch), ("if-modified-since", ifModifiedSince?.rfc1123),
      ("if-unmodified-since", ifUnmodifiedSince?.rfc1123),
    ]
    return pairs.compactMap { name, value in value.map { (name, $0) } }
  }
}
