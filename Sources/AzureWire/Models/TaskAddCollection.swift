/// Up to 100 tasks added by one request.
public struct TaskAddCollection: Codable, Sendable {
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

    public static let success = Status(rawValue: "success")
    public static let clientError = Status(rawValue: "clienterror")
    public static let serverError = Status(rawValue: "servererror")
  }

  public var status: Status
  public var taskId: String
  public var eTag: String?
  public var lastModified: Timestamp?
  public var location: String?
  public var error: BatchErrorBody?
}

/// What became of each task of a collection.
public struct TaskAddCollectionResult: Codable, Sendable {
  public var value: [TaskAddResult]
}
