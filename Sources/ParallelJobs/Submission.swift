import AzureClient
import AzureWire
import RData

/// What a submission tells while it is under way.
package enum SubmissionEvent: Sendable {
  case created(jobID: String)
  /// How many of the tasks are on the service's disk.
  case tasks(acknowledged: Int, total: Int)
  /// Nobody can say whether the job was added: what belongs to it stays.
  case uncertain(jobID: String)
}

extension ParallelJobs {
  /// Submits a loop as a job.
  ///
  /// The order makes it safe to break off anywhere: files first, then the
  /// job, then its tasks, and last the word that it may end when they have.
  /// The same loop submitted again under the same id completes what an
  /// earlier submission left; a job of that id from another loop is an error.
  ///
  /// - Returns: the id of the job.
  /// - Throws: ``JobError`` and ``AzureError``.
  package func submit(
    _ loop: LoopSubmission, progress: @escaping @Sendable (SubmissionEvent) -> Void = { _ in }
  ) async throws -> String {
    let options = loop.options
    try check(loop)
    try await checkInputs(options.inputs)
    // Of the loop as it was written: the size of the pool may change before
    // the loop is submitted again, and signatures are of the day.
    let digest = try Self.digest(of: loop)
    var loop = try await settled(loop)
    loop.options.outputFiles = try await signed(options.outputFiles)
    if let id = options.jobID {
      try await submit(loop, as: id, digest: digest, progress)
      return id
    }
    // Ids are made from the second; another loop, of this session or another,
    // may have been as quick.
    let first = Self.makeID(at: now())
    for number in 1...100 {
      do {
        let id = number == 1 ? first : "\(first)-\(number)"
        try await submit(loop, as: id, digest: digest, progress)
        return id
      } catch let error as JobError where error.kind == .conflict {
        continue
      }
    }
    throw JobError(.conflict, "No free job id was found; name one with `.options.azure = list(job = ...)`.")
  }

  private func submit(
    _ loop: LoopSubmission, as id: String, digest: String, _ progress: @escaping @Sendable (SubmissionEvent) -> Void
  ) async throws {
    var loop = loop
    let container = JobLayout.container(ofJob: id)
    if let found = try await existing(id) {
      try Self.checkResumable(found, digest: digest)
      loop.options.chunkSize = found.chunkSize
    } else {
      loop = try await claim(container, forJob: id, of: loop)
      let metadata = Self.metadata(of: loop, digest: digest, container: container == id ? nil : container)
      try await uploadFiles(id: id, container: container, metadata: metadata)
      do {
        try await batch.addJob(jobParameters(for: loop, id: id, container: container, metadata: metadata))
      } catch let error as AzureError {
        // The same loop, submitted by two at the same time, is one job; and an
        // answer that was lost says nothing about the job.
        let found = try await job(id, addedDespite: error, container: container, progress)
        try Self.checkResumable(found, digest: digest)
        loop.options.chunkSize = found.chunkSize
      } catch {
        progress(.uncertain(jobID: id))
        throw error
      }
    }
    progress(.created(jobID: id))
    let tasks = self.tasks(of: loop, container: container)
    progress(.tasks(acknowledged: 0, total: tasks.count))
    try await batch.addTasks(job: id, tasks) { progress(.tasks(acknowledged: $0, total: tasks.count)) }
    try await batch.patchJob(id, JobPatchParameters(onAllTasksComplete: .terminateJob))
  }

  /// Looks whether a job is there although adding it has failed, before
  /// anything of it is taken away.
  ///
  /// - Throws: the error itself when there is no such job. Its container goes
  ///   when the service has refused the job; when it may have been added all
  ///   the same, now or in a moment, everything stays for the next try.
  private func job(
    _ id: String, addedDespite error: AzureError, container: String,
    _ progress: @escaping @Sendable (SubmissionEvent) -> Void
  ) async throws -> BatchJob {
    let isUncertain = error.mayHaveBeenApplied || error.followsLostAnswer
    let found: BatchJob?
    do {
      found = try await existing(id)
    } catch is AzureError {
      // The first error is the one to tell.
      if isUncertain { progress(.uncertain(jobID: id)) }
      throw error
    }
    if let found { return found }
    if isUncertain {
      progress(.uncertain(jobID: id))
    } else {
      try? await blobs.deleteContainer(container)
    }
    throw error
  }

  /// Makes the container this submission's own: whoever writes the loop's
  /// environment first has the id. The same loop may go on where an earlier
  /// submission broke off; another one keeps its hands off.
  ///
  /// - Returns: the loop, with the chunk size of the earlier submission where
  ///   it was chosen.
  /// - Throws: ``JobError`` of kind `conflict` when the container belongs to
  ///   another submission.
  private func claim(
    _ container: String, forJob id: String, of loop: LoopSubmission
  ) async throws -> LoopSubmission {
    do {
      try await blobs.createContainer(container)
    } catch let error as AzureError where error.isCode("ContainerAlreadyExists") {
      // An id made from the time can be made anew; one that was chosen may be
      // that of a submission that broke off.
      if loop.options.jobID == nil { throw JobError(.conflict, Self.existsMessage(id)) }
    }
    let name = JobLayout.environment(of: id)
    do {
      try await blobs.put(container: container, blob: name, bytes: try Self.environment(of: loop), mustBeNew: true)
      return loop
    } catch let error as AzureError where error.isCode("BlobAlreadyExists") {
      let found = try await blobs.download(container: container, blob: name)
      var loop = loop
      if loop.options.choosesChunkSize, let size = JobEnvironment.chunkSize(in: found) { loop.options.chunkSize = size }
      guard found == (try Self.environment(of: loop)) else {
        throw JobError(
          .conflict,
          "Another loop was submitted under the id `\(id)`, or is just being submitted; choose another id, or "
            + "`deleteJob \(id)` first.")
      }
      return loop
    }
  }

  private static func environment(of loop: LoopSubmission) throws -> [UInt8] {
    try RDS.write(JobScripts.environment(of: loop))
  }

  private func check(_ loop: LoopSubmission) throws {
    if let id = loop.options.jobID, !ResourceID.isValid(id) {
      throw JobError(
        .invalid, "\"\(id)\" cannot be a job id; an id holds 1 to 64 letters, digits, hyphens and underscores.")
    }
    guard loop.iterationCount > 0 else {
      throw JobError(.invalid, "The loop has no iterations, so there is nothing to submit; check its variables.")
    }
    guard loop.options.chunkSize >= 1 else {
      throw JobError(.invalid, "chunkSize is \(loop.options.chunkSize), but a task runs at least 1 iteration.")
    }
    if loop.options.reduce != nil, loop.options.combination.levels.count > 1 {
      throw JobError(
        .invalid, "`reduce` joins the values of a chunk, which loops nested with `%:%` keep apart; leave it out.")
    }
  }

  private func checkInputs(_ containers: [String]) async throws {
    for container in containers {
      do {
        _ = try await blobs.blobs(container: container).all(upTo: 1)
      } catch let error as AzureError where error.kind == .notFound {
        throw JobError(
          .invalid,
          "The container `\(container)` that `inputs` names does not exist; `listStorageContainers()` shows those there "
            + "are.")
      }
    }
  }

  func existing(_ id: String) async throws -> BatchJob? {
    do {
      return try await batch.job(id)
    } catch let error as AzureError where error.kind == .notFound {
      return nil
    }
  }

  /// A job is completed only by the loop that began it, and only while it
  /// still lacks the last step of its submission.
  private static func checkResumable(_ job: BatchJob, digest: String) throws {
    if job.state == .deleting {
      throw JobError(
        .conflict, "The job `\(job.id)` is being deleted; try again when it is gone, or choose another id.")
    }
    guard job.metadata(JobMetadata.loop) == digest, job.state == .active, job.onAllTasksComplete == .noAction else {
      throw JobError(.conflict, existsMessage(job.id))
    }
  }

  private static func existsMessage(_ id: String) -> String {
    "A job named `\(id)` exists already; choose another id, or `deleteJob \(id)` first."
  }

  private func uploadFiles(id: String, container: String, metadata: [NameValue]) async throws {
    let text = "text/plain"
    let files: [(name: String, bytes: [UInt8], type: String)] = [
      (JobLayout.worker, JobScripts.worker, text), (JobLayout.merger, JobScripts.merger, text),
      (JobLayout.preparer, JobScripts.preparer, text),
      (JobLayout.metadata(of: id), try RDS.write(JobEnvironment.metadataText(metadata)), "application/octet-stream"),
    ]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for file in files {
        group.addTask {
          try await blobs.put(container: container, blob: file.name, bytes: file.bytes, contentType: file.type)
        }
      }
      try await group.waitForAll()
    }
  }

  /// `job` and the time in UTC, as doAzureParallel names its jobs.
  private static func makeID(at time: Timestamp) -> String {
    "job" + String(time.iso8601Seconds.filter(\.isNumber))
  }

  /// Tells one loop from another: body, values, exports and options that
  /// change what the tasks are.
  private static func digest(of loop: LoopSubmission) throws -> String {
    let options = loop.options
    let parts = [
      loop.body, options.choosesChunkSize ? ChunkSize.automatic : String(options.chunkSize),
      options.errorHandling.rawValue, String(options.enableCloudCombine),
      options.packages.joined(separator: ";"), options.reduce ?? "",
    ]
    // The values as R would store them, which depends on nothing but them.
    var bytes = Array(parts.joined(separator: "\u{0}").utf8)
    let values =
      loop.variables.map { RValue.list($0.values) } + loop.exports.map(\.value)
      + [options.combination.value]
    let names = loop.variables.map(\.name) + loop.exports.map(\.name) + [".combine"]
    bytes += try RDS.write(.list(values, names: names), compression: .none)
    return MessageAuthentication.sha256(bytes).prefix(16).map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
  }

  private static func metadata(of loop: LoopSubmission, digest: String, container: String?) -> [NameValue] {
    let options = loop.options
    var items = [
      NameValue(name: JobMetadata.enableCloudCombine, value: options.enableCloudCombine ? "TRUE" : "FALSE"),
      NameValue(name: JobMetadata.chunkSize, value: String(options.chunkSize)),
      NameValue(name: JobMetadata.errorHandling, value: options.errorHandling.rawValue),
      NameValue(name: JobMetadata.wait, value: options.waits ? "TRUE" : "FALSE"),
      NameValue(name: JobMetadata.iterations, value: String(loop.iterationCount)),
      NameValue(name: JobMetadata.loop, value: digest),
    ]
    if !options.packages.isEmpty {
      items.append(NameValue(name: JobMetadata.packages, value: options.packages.joined(separator: ";")))
    }
    if !options.combination.isPlain { items.append(NameValue(name: JobMetadata.combine, value: "TRUE")) }
    if options.reduce != nil { items.append(NameValue(name: JobMetadata.reduced, value: "TRUE")) }
    if let container { items.append(NameValue(name: JobMetadata.container, value: container)) }
    return items
  }
}
