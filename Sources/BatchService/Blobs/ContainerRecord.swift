import AzureWire
import GRDB

/// A container as it is stored.
struct ContainerRecord: Sendable, FetchableRecord {
  var name: String
  var lastModified: Timestamp
  var eTag: String
  /// JSON of the metadata, names in lower case.
  var metadata: String?

  init(row: Row) {
    name = row["name"]
    metadata = row["metadata"]
    lastModified = row["lastModified"]
    eTag = row["eTag"]
  }
}
