/// Up to 100 tasks added by one request.
public struct TaskAddCollection: Codable, Sendable {
  /// At most a hundred.
  public var value: [TaskAddParameters]

  public init(value: [TaskAddParameters]) {
    self.value = value
  }
}

/// How each task of a collection fared.
public struct TaskAddResult: Codable, Sendable {
  /// `success`, `clienterror` or `servererror`, in any case.
  public struct Status: WireWord {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The task was added.
    public static let success = Status(rawValue: "success")
    /// The task cannot be added as it is.
    public static let clientError = Status(rawValue: "clienterror")
    /// Adding it again may succeed.
    public static let serverError = Status(rawValue: "servererror")
  }

  /// Whether the task was added.
  public var status: Status
  /// The task that is spoken of.
  public var taskId: String
  /// Changes whenever the resource does.
  public var eTag: String?
  /// When it was changed last; states and counts are no change.
  public var lastModified: Timestamp?
  /// Where the service has the task; nil when it was not added.
  public var location: String?
  /// Why the task was not added; nil when it was.
  public var error: BatchErrorBody?
}

/// What became of each task of a collection.
public struct TaskAddCollectionResult: Codable, Sendable {
  /// One for each task, in no certain order.
  public var value: [TaskAddResult]
}
