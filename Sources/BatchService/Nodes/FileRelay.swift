import AzureWire
import Hummingbird
import NIOCore
import Synchronization

/// Brings files of nodes to clients: the wish goes out with an exchange, and
/// the agent's reply comes in as a request of its own, whose body is handed
/// on as it arrives.
final class FileRelay: Sendable {
  enum Reply: Sendable {
    /// The file, and its bytes where they were asked for.
    case file(NodeFile, ResponseBody?)
    case list([NodeFile])
    case deleted
    case notFound
  }

  private let scheduler: Scheduler
  private let pending = Mutex<[String: CheckedContinuation<Reply, any Error>]>([:])
  /// How long an agent may take to answer, before the client is told.
  private let patience: Duration

  init(scheduler: Scheduler, patience: Duration = .seconds(20)) {
    self.scheduler = scheduler
    self.patience = patience
  }

  /// - Parameter task: nil for the files of the node itself.
  /// - Throws: ``WireError`` `TaskFilesUnavailable` when the node does not
  ///   answer in time.
  func ask(_ wish: NodeFileRequest.Wish, job: String, task: String?, node: String) async throws -> Reply {
    let request = NodeFileRequest(requestID: Identifier.make(), jobID: job, taskID: task, wish: wish)
    let timer = Task {
      try await Task.sleep(for: patience)
      finish(
        request.requestID,
        .failure(
          WireError.conflict(
            "TaskFilesUnavailable", "The files of the task are not available: node \(node) does not answer.")))
    }
    defer {
      timer.cancel()
      Task { await scheduler.withdraw(request.requestID, fromNode: node) }
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        pending.withLock { $0[request.requestID] = continuation }
        if Task.isCancelled {
          finish(request.requestID, .failure(CancellationError()))
        } else {
          Task { await scheduler.request(request, fromNode: node) }
        }
      }
    } onCancel: {
      finish(request.requestID, .failure(CancellationError()))
    }
  }

  /// Takes the reply of an agent.
  ///
  /// - Returns: whether somebody still waits for it.
  @discardableResult
  func finish(_ requestID: String, _ reply: Result<Reply, any Error>) -> Bool {
    guard let continuation = pending.withLock({ $0.removeValue(forKey: requestID) }) else { return false }
    continuation.resume(with: reply)
    return true
  }
}
