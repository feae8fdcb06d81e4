import SessionLanguage

/// The exit statuses and what each says.
package enum ExitMeaning: Int32, Sendable, CaseIterable {
  case success = 0
  case failure = 1
  case usage = 2
  case failedTasks = 3
  case authentication = 4
  case notFound = 5
  case unreachable = 6
  case timeout = 7
  case interrupted = 130

  /// One line without a full stop.
  package var text: String {
    switch self {
    case .success: "everything went well"
    case .failure: "a command failed"
    case .usage: "the call, the script or a command is written wrongly"
    case .failedTasks: "a job that was waited for ended with failed tasks"
    case .authentication: "the service refuses the account, its key or its token"
    case .notFound: "there is no job, task, file, pool or container of that name"
    case .unreachable: "the service cannot be reached, or is too busy"
    case .timeout: "a wait took too long; the job runs on"
    case .interrupted: "interrupted with Ctrl-C; jobs run on"
    }
  }
}

extension ExitMeaning {
  /// What a command with this signature is likely to end with, beside success
  /// and what any command may end with.
  static func likely(for signature: CommandSignature) -> [ExitMeaning] {
    var meanings: [ExitMeaning] = []
    let waits = signature.name.hasPrefix("wait") || signature.name.hasPrefix("watch")
    if waits { meanings.append(.failedTasks) }
    let namesThings = signature.parameters.contains { parameter in
      switch parameter.kind {
      case .jobID, .taskID, .poolID, .container: true
      default: false
      }
    }
    if namesThings { meanings.append(.notFound) }
    if signature.parameters.contains(where: { $0.name == "timeout" }) { meanings.append(.timeout) }
    if waits { meanings.append(.interrupted) }
    return meanings
  }
}
