/// What a list of very many jobs needs of each; see ``BatchJob`` for all.
public struct JobHead: Codable, Sendable, Equatable {
  public var id: String
  public var state: JobState?
  public var creationTime: Timestamp?
  /// Nil unless it was asked for.
  public var metadata: [NameValue]?

  public init(id: String, state: JobState? = nil, creationTime: Timestamp? = nil) {
    self.id = id
    self.state = state
    self.creationTime = creationTime
  }
}
