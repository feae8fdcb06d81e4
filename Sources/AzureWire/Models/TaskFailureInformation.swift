/// Why a task failed (Batch API, TaskFailureInformation).
package struct TaskFailureInformation: Codable, Sendable, Equatable {
  package enum Category: String, CaselessEnum {
    case userError = "usererror"
    case serverError = "servererror"
  }

  package var category: Category
  /// Such as `FailureExitCode`, `CommandProgramNotFound`, `TaskEnded`.
  package var code: String
  package var message: String
  package var details: [NameValue]?

  package init(category: Category = .userError, code: String, message: String, details: [NameValue]? = nil) {
    self.category = category
    self.code = code
    self.message = message
    self.details = details
  }
}
