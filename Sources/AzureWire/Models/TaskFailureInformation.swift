/// Why a task failed, or why a job could not be started (Batch API,
/// TaskFailureInformation and JobSchedulingError).
public struct TaskFailureInformation: Codable, Sendable, Equatable {
  /// Whose fault it is.
  public struct Category: WireWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The task's, or that of what it was given.
    public static let userError = Category(rawValue: "usererror")
    /// The service's.
    public static let serverError = Category(rawValue: "servererror")
  }

  /// Whose fault it is.
  public var category: Category
  /// Such as `FailureExitCode`, `CommandProgramNotFound`, `TaskEnded`.
  public var code: String
  /// The failure in a sentence, for people.
  public var message: String
  /// More about the failure, by name.
  public var details: [NameValue]?

  public init(category: Category = .userError, code: String, message: String, details: [NameValue]? = nil) {
    self.category = category
    self.code = code
    self.message = message
    self.details = details
  }

  /// Code and message may be missing (Batch API); they are empty then.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    category = try container.decodeIfPresent(Category.self, forKey: .category) ?? .userError
    code = try container.decodeIfPresent(String.self, forKey: .code) ?? ""
    message = try container.decodeIfPresent(String.self, forKey: .message) ?? ""
    details = try container.decodeIfPresent([NameValue].self, forKey: .details)
  }
}
