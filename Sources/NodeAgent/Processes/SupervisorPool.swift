package import AzureWire

/// The supervisors of one agent: those with a process, by its name, and idle
/// ones kept for the next.
package struct SupervisorPool {
  private struct Busy {
    var supervisor: Supervisor
    var launchID: String
    var ticket: UInt64
  }

  /// By descriptor.
  private var busy: [Int32: Busy] = [:]
  private var idle: [Supervisor] = []
  private var lastTicket: UInt64 = 0
  private let fork: @Sendable () throws(SystemError) -> Supervisor

  /// New ones that are killed before they take their task are replaced so
  /// often: whoever kills more means it.
  private static let mostForks = 8

  /// - Parameter fork: makes a new supervisor; tests make theirs die.
  package init(
    fork: @escaping @Sendable () throws(SystemError) -> Supervisor = { () throws(SystemError) in try .fork() }
  ) {
    self.fork = fork
  }

  /// Hands a process to an idle supervisor, or to a new one. One that was
  /// killed and has not been missed yet is passed over.
  /// - Returns: The supervisor, and whether it is new and so not yet watched.
  /// - Throws: ``SystemError``; it is then certain that nothing was started.
  package mutating func start(
    _ launch: Launch, launchID: String, runFile: Int32, at start: Timestamp
  ) throws(SystemError) -> (supervisor: Supervisor, isNew: Bool) {
    lastTicket += 1
    while let known = idle.popLast() {
      do {
        try known.start(launch, ticket: lastTicket, runFile: runFile, at: start)
      } catch {
        // It is watched: its descriptor is closed by the owner.
        broken.append(known)
        continue
      }
      busy[known.descriptor] = Busy(supervisor: known, launchID: launchID, ticket: lastTicket)
      return (known, false)
    }
    for attempt in 1... {
      let new = try fork()
      do {
        try new.start(launch, ticket: lastTicket, runFile: runFile, at: start)
      } catch {
        new.dismiss()
        new.reap()
        guard error.isPeerGone, attempt < Self.mostForks else { throw error }
        continue
      }
      busy[new.descriptor] = Busy(supervisor: new, launchID: launchID, ticket: lastTicket)
      return (new, true)
    }
    preconditionFailure("the loop is left by return or throw")
  }

  /// Supervisors that could not be talked to; the owner stops watching them.
  private(set) var broken: [Supervisor] = []

  /// Those that have gone since this was asked last.
  package mutating func takeBroken() -> [Supervisor] {
    defer { broken = [] }
    return broken
  }

  /// Asks for the end of a process; one that is not here is left alone.
  package func terminate(_ launchID: String) {
    if let entry = busy.values.first(where: { $0.launchID == launchID }) {
      entry.supervisor.terminate(ticket: entry.ticket)
    }
  }

  /// What a readable descriptor has to say.
  package enum Event {
    case ended(launchID: String, ProcessEnd)
    /// The supervisor is dead; the name is that of its process, if it had one.
    case gone(Supervisor, launchID: String?)
    case nothing
  }

  /// Reads what a supervisor says, and drops one that is gone; does not wait.
  package mutating func receive(_ supervisor: Supervisor) -> Event {
    switch supervisor.receive() {
    case .nothing: return .nothing
    case .gone:
      idle.removeAll { $0.descriptor == supervisor.descriptor }
      return .gone(supervisor, launchID: busy.removeValue(forKey: supervisor.descriptor)?.launchID)
    case .ended(_, let end):
      guard let entry = busy.removeValue(forKey: supervisor.descriptor) else { return .nothing }
      idle.append(supervisor)
      return .ended(launchID: entry.launchID, end)
    }
  }

  /// Readable when a supervisor has something to say.
  package var descriptors: [Int32] { idle.map(\.descriptor) + busy.keys }

  /// Lets all supervisors go: the idle ones exit, the others go on alone.
  package mutating func dismissAll() {
    for supervisor in idle + busy.values.map(\.supervisor) { supervisor.dismiss() }
    idle = []
    busy = [:]
  }
}
