import AzureWire
import GRDB

/// A blob as it is stored; the bytes lie in ``file``.
struct BlobRecord: Sendable {
  var name: String
  var file: String
  var size: Int64
  var contentType: String
  var contentMD5: String?
  var creationTime: Timestamp
  var lastModified: Timestamp
  var eTag: String
  /// JSON of the metadata, names in lower case.
  var metadata: String?

  init(row: Row) {
    name = row["name"]
    file = row["file"]
    size = row["size"]
    contentType = row["contentType"]
    contentMD5 = row["contentMD5"]
    creationTime = row["creationTime"]
    lastModified = row["lastModified"]
    eTag = row["eTag"]
    metadata = row["metadata"]
  }
}

/// A container as it is stored.
struct ContainerRecord: Sendable {
  var name: String
  var lastModified: Timestamp
  var eTag: String
  /// As of a blob.
  var metadata: String?

  init(row: Row) {
    name = row["name"]
    metadata = row["metadata"]
    lastModified = row["lastModified"]
    eTag = row["eTag"]
  }
}
