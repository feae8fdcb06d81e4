/// How long a node agent waits for what; tests shorten it.
package struct NodeTimings: Sendable {
  /// Between SIGTERM and SIGKILL of a task.
  package var grace: Duration = .seconds(5)
  /// Steps between attempts to reach a service that does not answer.
  package var firstRetry: Duration = .milliseconds(100)
  /// Pauses between exchanges that fail grow no longer.
  package var longestRetry: Duration = .seconds(2)
  /// Between attempts when the service refuses the node.
  package var refusedRetry: Duration = .seconds(5)
  /// An agent that is refused for so long, and has nothing to run, exits.
  package var refusalLimit: Duration = .seconds(600)
  /// While tasks run, an exchange is not left with the service before
  /// nothing has ended for so long: the next end would overtake it.
  package var quiet: Duration = .milliseconds(3)
  /// News that can wait for company, such as a start, waits so long.
  package var company: Duration = .milliseconds(20)
  /// A run that could not begin in this time, with others in its slot, is
  /// handed back.
  package var returnDelay: Duration = .seconds(2)
  /// Ends are on disk at the latest after this.
  package var syncDelay: Duration = .milliseconds(100)
  /// An agent told to exit tries so long to tell the last ends.
  package var farewell: Duration = .seconds(10)
  /// A node that cannot write tries again after this, and exchanges no faster.
  package var troubledPause: Duration = .seconds(1)
  /// How long another agent's lock on the root is waited for.
  package var lockPatience: Duration = .seconds(2)

  package init() {}
}
