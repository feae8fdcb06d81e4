/// Files that a node uploads after a task has ended (Batch API, OutputFile).
package struct OutputFile: Codable, Sendable, Equatable {
  package struct Destination: Codable, Sendable, Equatable {
    package var container: Container
  }

  package struct Container: Codable, Sendable, Equatable {
    /// The URL of the container, with a signature that allows writing.
    package var containerUrl: String
    /// The blob's name when the pattern has no wildcard, else its prefix.
    package var path: String?
  }

  package struct UploadOptions: Codable, Sendable, Equatable {
    package var uploadCondition: UploadCondition
  }

  /// Relative to the task's working directory; `*`, `**`, `?` and `[...]`
  /// are wildcards.
  package var filePattern: String
  package var destination: Destination
  package var uploadOptions: UploadOptions

  package init(filePattern: String, containerUrl: String, path: String?, uploadCondition: UploadCondition) {
    self.filePattern = filePattern
    destination = Destination(container: Container(containerUrl: containerUrl, path: path))
    uploadOptions = UploadOptions(uploadCondition: uploadCondition)
  }
}

/// When output files are uploaded; decided by the exit code.
package enum UploadCondition: String, CaselessEnum {
  case taskSuccess = "tasksuccess"
  case taskFailure = "taskfailure"
  case taskCompletion = "taskcompletion"
}
