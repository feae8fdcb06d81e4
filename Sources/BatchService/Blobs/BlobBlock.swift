/// A block of a blob, and where its bytes lie.
struct BlobBlock: Sendable {
  /// Base64, as the client named it.
  var id: String
  var file: String
  /// In the file, in bytes.
  var start: Int64
  var size: Int64
}

/// The blocks of a name: those of the blob that is there, in their order, and
/// those that no list has named yet.
struct BlobBlocks: Sendable {
  var committed: [BlobBlock]
  var uncommitted: [BlobBlock]

  /// Which of them a list of blocks looks among.
  ///
  /// Source: the elements of Put Block List.
  enum Choice: String {
    case committed = "Committed"
    case uncommitted = "Uncommitted"
    case latest = "Latest"
  }

  /// - Returns: nil when there is no such block.
  func block(_ id: String, _ choice: Choice) -> BlobBlock? {
    switch choice {
    case .committed: committed.first { $0.id == id }
    case .uncommitted: uncommitted.first { $0.id == id }
    case .latest: block(id, .uncommitted) ?? block(id, .committed)
    }
  }
}
