/// What a client says of the bytes of a blob when it writes them.
struct BlobContent: Sendable {
  var type: String
  /// MD5 in Base64, where the client says one of its own.
  var md5: String?
  /// JSON of ``BlobHeaders``.
  var headers: String?
  /// JSON, names in lower case.
  var metadata: String?
  /// The blocks that the bytes are made of, in their order; none when they
  /// came in one piece.
  var blocks: [BlobBlock] = []
  /// JSON of the ``CopyRecord`` of a copy.
  var copy: String?
}

/// A change of what a blob says of itself.
enum BlobChange: Sendable {
  /// JSON of all metadata; nil for none.
  case metadata(String?)
  case headers(type: String, md5: String?, String?)
}
