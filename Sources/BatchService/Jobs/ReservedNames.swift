import AzureWire

/// The names that no task of a job may have: its preparation and its release
/// have them.
struct ReservedNames {
  private var preparation: String?
  private var release: String?

  init(_ job: JobRecord) throws {
    guard job.spec.contains("jobPreparationTask") else { return }
    struct Part: Decodable {
      var jobPreparationTask: JobPreparationTask?
      var jobReleaseTask: JobReleaseTask?
    }
    let part = try JSONText.decode(Part.self, job.spec)
    preparation = part.jobPreparationTask?.id
    release = part.jobReleaseTask?.id
  }

  /// - Throws: ``WireError`` when the task's id is one of them.
  func check(_ id: String) throws {
    if let name = preparation, name.lowercased() == id.lowercased() {
      throw WireError.conflict(
        "TaskIdSameAsJobPreparationTask", "The job preparation task of the job has the specified id: \(name).")
    }
    if let name = release, name.lowercased() == id.lowercased() {
      throw WireError.conflict(
        "TaskIdSameAsJobReleaseTask", "The job release task of the job has the specified id: \(name).")
    }
  }
}
