import AzureWire

/// The course of one ``BatchClient/addTasks(job:_:requestsInFlight:progress:)``.
struct TaskSubmission: Sendable {
  let client: BatchClient
  let job: String

  /// Encodes and sends slices of 100 tasks, so many at a time.
  func run(
    _ tasks: [TaskAddParameters], requestsInFlight: Int, progress: @Sendable (Int) -> Void
  ) async throws -> TaskAddReport {
    let starts = stride(from: 0, to: tasks.count, by: EncodedTasks.maximumCount)
    var report = TaskAddReport()
    try await withThrowingTaskGroup(of: TaskAddReport.self) { group in
      var pending = starts.makeIterator()
      func startNext() {
        guard let start = pending.next() else { return }
        group.addTask {
          let slice = tasks[start..<min(start + EncodedTasks.maximumCount, tasks.count)]
          return try await self.send(EncodedTasks(slice))
        }
      }
      for _ in 0..<requestsInFlight { startNext() }
      while let part = try await group.next() {
        report.add(part)
        progress(report.acknowledged)
        startNext()
      }
    }
    if let refusal = report.refusal(job: job, total: tasks.count) { throw refusal }
    return report
  }

  private func send(_ tasks: EncodedTasks) async throws -> TaskAddReport {
    var report = TaskAddReport()
    for chunk in tasks.chunks() { report.add(try await send(chunk: chunk)) }
    return report
  }

  /// Sends one body; it is halved while it is too large for the service.
  private func send(chunk: EncodedTasks) async throws -> TaskAddReport {
    do {
      return try await sendUntilTaken(chunk)
    } catch let error as AzureError where error.isCode("RequestBodyTooLarge") || error.status == 413 {
      guard let halves = chunk.halves else { throw tooLarge(chunk) }
      var report = TaskAddReport()
      for half in halves { report.add(try await send(chunk: half)) }
      return report
    }
  }

  /// Sends the tasks, then those again of which the service says that it
  /// failed, until each is taken or refused or the retry policy gives up.
  private func sendUntilTaken(_ chunk: EncodedTasks) async throws -> TaskAddReport {
    let http = client.service.http
    let stopwatch = Stopwatch(http.environment.clock)
    var report = TaskAddReport()
    var remaining = chunk
    var tries = 1
    while true {
      let failed = try await sendOnce(remaining, into: &report)
      guard !failed.isEmpty else { return report }
      remaining = remaining.only(Set(failed.map(\.id)))
      let decision = http.retry.decision(
        after: .service, tries: tries, elapsed: stopwatch.elapsed, jitter: http.environment.jitter())
      guard case .retry(let delay) = decision else {
        report.refused += failed
        return report
      }
      try await http.environment.clock.sleep(for: delay)
      tries += 1
    }
  }

  /// - Returns: the tasks that the service failed to take.
  private func sendOnce(
    _ chunk: EncodedTasks, into report: inout TaskAddReport
  ) async throws -> [(id: String, error: BatchErrorBody)] {
    var call = try client.call("POST", ["jobs", job, "addtaskcollection"], verb: "add tasks to", .job(job))
    call.headers.append(("content-type", BatchClient.jsonType))
    call.body = chunk.body
    let answer = try await client.service.perform(call)
    let results = try client.service.decode(TaskAddCollectionResult.self, answer, call).value
    var unanswered = Set(chunk.items.map(\.id))
    var failed: [(id: String, error: BatchErrorBody)] = []
    // Results come in any order.
    for result in results where unanswered.remove(result.taskId) != nil {
      let error = result.error ?? BatchErrorBody(code: "TaskRefused", message: "The service gave no reason.")
      switch result.status {
      case .success: report.added += 1
      case .serverError: failed.append((result.taskId, error))
      case _ where error.code.lowercased() == "taskexists": report.alreadyThere.append(result.taskId)
      default: report.refused.append((result.taskId, error))
      }
    }
    guard unanswered.isEmpty else {
      throw client.service.unreadable(answer, call, because: "it says nothing of task \"\(unanswered.sorted()[0])\"")
    }
    return failed
  }

  private func tooLarge(_ chunk: EncodedTasks) -> AzureError {
    let id = chunk.items.first?.id ?? ""
    let size = chunk.items.first?.json.count ?? 0
    return AzureError(
      kind: .tooLarge, status: 413, code: "RequestBodyTooLarge",
      message: "Task \"\(id)\" of job \"\(job)\" takes \(size) bytes, more than the service accepts; "
        + "put its data into a file in storage.")
  }
}
