import AzureWire
import GRDB

/// A blob as it is stored; the bytes lie in ``file``.
struct BlobRecord: Sendable, FetchableRecord {
  var name: String
  var file: String
  var size: Int64
  var contentType: String
  var contentMD5: String?
  /// JSON of ``BlobHeaders``.
  var headers: String?
  var creationTime: Timestamp
  var lastModified: Timestamp
  var eTag: String
  /// JSON of the metadata, names in lower case.
  var metadata: String?
  /// JSON of the ``CopyRecord`` of a copy.
  var copy: String?

  init(row: Row) {
    name = row["name"]
    file = row["file"]
    size = row["size"]
    contentType = row["contentType"]
    contentMD5 = row["contentMD5"]
    headers = row["headers"]
    creationTime = row["creationTime"]
    lastModified = row["lastModified"]
    eTag = row["eTag"]
    metadata = row["metadata"]
    copy = row["copy"]
  }
}

/// One line of a list of blobs.
enum BlobListItem: Sendable {
  case blob(BlobRecord)
  /// What names have in common up to a delimiter, that one included.
  case prefix(String)

  /// Where a list that begins with this one starts.
  var marker: String {
    switch self {
    case .blob(let blob): blob.name
    case .prefix(let prefix): prefix
    }
  }
}
