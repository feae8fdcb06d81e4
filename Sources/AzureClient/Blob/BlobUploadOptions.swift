/// How a blob is written, beside its contents.
public struct BlobUploadOptions: Sendable {
  /// The media type that readers are told.
  public var contentType = "application/octet-stream"
  /// MD5 of the whole contents in Base64, kept with the blob; a single write
  /// is checked against it too.
  public var contentMD5: String?
  /// Names are letters, digits and underscores, values ASCII.
  public var metadata: [String: String] = [:]
  /// On the blob that may be there.
  public var condition = AccessCondition.none
  /// Bytes; contents of at most one block are written at once. Azure takes
  /// up to 4000 MiB, and 50,000 blocks.
  public var blockSize = 8 << 20
  /// Blocks under way at a time, at least 1.
  public var requestsInFlight = 4

  /// Bytes of no special type.
  public init() {}
}
