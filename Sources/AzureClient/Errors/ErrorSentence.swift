/// The sentence for a refused request.
struct ErrorSentence {
  /// What was attempted, such as `add`.
  let verb: String
  let subject: Subject
  let details: ErrorDetails
  let status: Int
  /// The service's address.
  let endpoint: String
  let account: String
  /// Whether the request carried a token.
  let isToken: Bool
  let skew: ClockSkew?

  /// By the service's code where it is a known one, else its own words.
  var text: String {
    switch details.code?.lowercased() ?? "" {
    case "authenticationfailed", "invalidauthenticationinfo", "noauthenticationinformation":
      return authentication
    case "insufficientaccountpermissions", "authorizationfailure", "authorizationpermissionmismatch", "forbidden",
      "authorizationresourcetypemismatch", "authorizationservicemismatch":
      return "Account \"\(account)\" has no right to \(attempt)\(cause); ask its owner for access."
    case "accountisdisabled":
      return "Account \"\(account)\" is disabled; enable it before you \(attempt)."
    case "jobnotfound", "containernotfound", "jobschedulenotfound":
      return missing(subject.owner)
    case "poolnotfound":
      if case .pool = subject.owner { return missing(subject.owner) }
      return "The pool that \(subject.description) names does not exist; list the pools to see which there are."
    case "tasknotfound":
      return missing(subject.task ?? subject)
    case "nodenotfound":
      return missing(subject.node ?? subject)
    case "filenotfound", "blobnotfound", "resourcenotfound":
      return missing(subject)
    case "jobexists", "jobwithsameidexists", "jobscheduleexists", "jobschedulewithsameidexists", "poolexists",
      "containeralreadyexists", "taskexists", "blobalreadyexists":
      return "There already is a \(subject.description); choose another name or delete that one first."
    case "jobbeingdeleted", "containerbeingdeleted", "poolbeingdeleted":
      return "\(capitalized(subject.owner.description)) is being deleted; wait until it is gone and try again."
    case "jobcompleted", "jobbeingterminated":
      return "\(capitalized(subject.owner.description)) has ended, so it is too late to \(attempt)."
    case "taskfilesunavailable", "taskfilescleanedup":
      return "The files of \((subject.task ?? subject).description) are no longer on any node; "
        + "results that were uploaded are in the job's storage container."
    case "activejobandschedulequotareached":
      return "The account has as many active jobs as it may have, so \(subject.description) was not added; "
        + "end or delete other jobs first."
    case "requestbodytoolarge":
      return "The request to \(attempt) is larger than the service takes; send less at a time."
    case "unsupportedrequestversion":
      return "The service at \(endpoint) does not know this client's version of the protocol; "
        + "use a newer version of one of the two."
    default:
      return general
    }
  }

  private var attempt: String { "\(verb) \(subject.description)" }

  private var authentication: String {
    if let skew {
      return "The service refused the request because this machine's clock is \(skew.description); "
        + "set the clock and try again."
    }
    if isToken {
      return "The service at \(endpoint) did not accept the Microsoft Entra token for account \"\(account)\"; "
        + "check that the application has a role on the account and that the cloud is the right one."
    }
    return "The service at \(endpoint) did not accept the key of account \"\(account)\"; "
      + "check the account's name and key."
  }

  private func missing(_ subject: Subject) -> String {
    switch subject {
    case .job(let id): "There is no job \"\(id)\"; list the jobs to see which there are."
    case .jobSchedule(let id): "There is no job schedule \"\(id)\"; list the schedules to see which there are."
    case .application(let id): "There is no application \"\(id)\"; list the applications to see which there are."
    case .resource(let id): "There is no resource \(id); check the subscription, the group and the name in it."
    case .pool(let id): "There is no pool \"\(id)\"; list the pools to see which there are."
    case .task(let job, let id): "Job \"\(job)\" has no task \"\(id)\"; list its tasks to see which there are."
    case .container(let name):
      "There is no storage container \"\(name)\"; list the containers to see which there are."
    case .blob(let container, let name):
      "There is no file \"\(name)\" in storage container \"\(container)\"; list its files to see which there are."
    case .file(let job, let task, let path):
      "Task \"\(task)\" of job \"\(job)\" has no file \"\(path)\"; list its files to see which there are."
    case .node(let pool, let id):
      "Pool \"\(pool)\" has no node \"\(id)\"; list its nodes to see which there are."
    case .nodeFile(let pool, let node, let path):
      "Node \"\(node)\" of pool \"\(pool)\" has no file \"\(path)\"; list its files to see which there are."
    default: "\(capitalized(subject.description)) do not exist; check the names."
    }
  }

  private var general: String {
    switch status {
    case 401: return authentication
    case 403: return "Account \"\(account)\" may not \(attempt)\(cause); check its rights."
    case 404: return missing(subject)
    case 429, 503: return "The service at \(endpoint) is too busy to \(attempt); wait a little and try again."
    case 507:
      return "The service at \(endpoint) failed to \(attempt)\(cause); free some space on its disk and try again."
    case 500...: return "The service at \(endpoint) failed to \(attempt)\(cause); try again later."
    case 409: return "The service could not \(attempt)\(cause); look at its state and try again."
    case 304: return "\(capitalized(subject.description)) is as it was before; use what was read then."
    case 412: return "\(capitalized(subject.description)) has changed meanwhile; read it again and repeat the change."
    default: return "The service refused to \(attempt)\(cause); correct the request and try again."
    }
  }

  /// `: the service's words (key: value, ...)`, or the status alone.
  private var cause: String {
    var text = details.message
    while text.hasSuffix(".") { text.removeLast() }
    let values = details.values.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    guard !text.isEmpty else { return " (\(details.code ?? "status \(status)"))" }
    return ": \(text)" + (values.isEmpty ? "" : " (\(values))")
  }

  private func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
