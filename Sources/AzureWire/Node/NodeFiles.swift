/// A client's wish for files of a task, handed to the agent of the node on
/// which the task ran.
package struct NodeFileRequest: Codable, Sendable {
  /// What the service wants of a node's files.
  package enum Wish: Codable, Sendable {
    /// The names below the task's directory.
    case list(recursive: Bool)
    /// The properties of one file, without its bytes.
    case properties(path: String)
    /// The bytes of one file, or those from `first` to `last` (inclusive).
    case read(path: String, first: Int64?, last: Int64?)
    /// A file or directory goes; an empty path is the task's own directory.
    /// A directory that is not empty goes only with `recursive`.
    case delete(path: String, recursive: Bool)
  }

  package var requestID: String
  package var jobID: String
  /// Nil for the files of the node itself, relative to its root.
  package var taskID: String?
  /// What is wanted of them.
  package var wish: Wish

  package init(requestID: String, jobID: String, taskID: String?, wish: Wish) {
    self.requestID = requestID
    self.jobID = jobID
    self.taskID = taskID
    self.wish = wish
  }
}

/// A file of a task or node.
package struct NodeFile: Codable, Sendable {
  /// Relative to the task's directory, with `/`.
  package var name: String
  package var isDirectory: Bool
  /// Bytes.
  package var size: Int64
  package var lastModified: Timestamp
  package var creation: Timestamp
  /// Such as `0o100644`.
  package var mode: String

  package init(
    name: String, isDirectory: Bool, size: Int64, lastModified: Timestamp, creation: Timestamp, mode: String
  ) {
    self.name = name
    self.isDirectory = isDirectory
    self.size = size
    self.lastModified = lastModified
    self.creation = creation
    self.mode = mode
  }
}

/// The names below a task's directory.
package struct NodeFileList: Codable, Sendable {
  package var files: [NodeFile]

  package init(files: [NodeFile]) {
    self.files = files
  }
}
