import AzureWire

/// What all stored resources with a state have in common.
protocol StatefulRecord {
  associatedtype State: RawRepresentable<String>

  var id: String { get }
  var eTag: String { get }
  var creationTime: Timestamp { get }
  var lastModified: Timestamp { get }
  var state: State { get }
  var stateTime: Timestamp { get }
  var previousState: String? { get }
  var previousStateTime: Timestamp? { get }
}

extension StatefulRecord {
  /// The members with which the description of a resource begins.
  ///
  /// - Parameter url: where it is found.
  func head(url: String) -> JSONMembers {
    var members = JSONMembers()
    members.add("id", id)
    members.add("url", url)
    members.add("eTag", eTag)
    members.add("lastModified", lastModified)
    members.add("creationTime", creationTime)
    members.add("state", state.rawValue)
    members.add("stateTransitionTime", stateTime)
    members.add("previousState", previousState)
    members.add("previousStateTransitionTime", previousStateTime)
    return members
  }
}
