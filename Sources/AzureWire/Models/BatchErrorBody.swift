/// The body of an error (Batch API, BatchError).
public struct BatchErrorBody: Codable, Sendable, Equatable {
  /// A sentence and the language that it is in.
  public struct Message: Codable, Sendable, Equatable {
    /// A language tag, such as `en-us`.
    public var lang: String?
    /// The sentence itself, with the request's id and the time on lines of their
    /// own.
    public var value: String?
  }

  /// One more thing that is said of the error, by name.
  public struct Detail: Codable, Sendable, Equatable {
    /// What is said more, such as `PropertyName`.
    public var key: String?
    /// What it is in this case.
    public var value: String?

    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// Such as `JobNotFound`; compared without case.
  public var code: String
  /// What people are told.
  public var message: Message?
  /// What else is known of the error.
  public var values: [Detail]?

  /// No member is certain to be there; a missing code is empty.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    code = try container.decodeIfPresent(String.self, forKey: .code) ?? ""
    message = try container.decodeIfPresent(Message.self, forKey: .message)
    values = try container.decodeIfPresent([Detail].self, forKey: .values)
  }

  public init(code: String, message: String, values: [Detail]? = nil) {
    self.code = code
    self.message = Message(lang: "en-US", value: message)
    self.values = values
  }
}
