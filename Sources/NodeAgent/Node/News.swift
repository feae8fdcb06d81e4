/// What the node knows that the service may not, as a number that grows: the
/// urgent news are told at once, the others when they have found company or
/// have waited long enough.
package struct News: Sendable {
  /// Of the latest news.
  private(set) var latest = 0
  /// Of the latest news that are to be told at once.
  private(set) var urgent = 0
  /// Up to here an exchange under way, or answered, has told it.
  private(set) var told = 0

  package init() {}

  /// Something new is to be told; at once where it is urgent.
  package mutating func add(isUrgent: Bool) {
    latest += 1
    if isUrgent { urgent = latest }
  }

  /// What has waited long enough becomes urgent.
  package mutating func press(_ news: Int) {
    urgent = max(urgent, news)
  }

  /// Whether something urgent was not told yet.
  package var mustTell: Bool { urgent > told }

  /// An exchange is on its way with all that is new by now.
  package mutating func tell() { told = latest }

  /// An exchange has failed; what it told may not have arrived.
  package mutating func untell() {
    told = 0
    urgent = max(urgent, min(latest, 1))
  }
}
