internal import Synchronization

package import RData

#if canImport(Glibc)
  internal import Glibc
#endif

/// R on this machine: one process that starts with the first evaluation and
/// lives until ``shutdown()``.
///
/// Values go there and come back by value. Between evaluations R keeps what is
/// R's own (options, loaded packages, the state of the random numbers, the
/// working directory), but no variables: each evaluation gets those that it
/// needs, and what it assigns comes back with its value.
///
/// Evaluations run one at a time, in the order of the calls. Cancelling the
/// task of one interrupts it as Ctrl-C does in R; R goes on living, unless it does not
/// come back in time: then it is killed. After that, and after a crash, the next
/// evaluation starts R afresh.
package final class LocalR: Sendable {
  /// A piece of what R prints while it evaluates; whole characters, not
  /// necessarily whole lines.
  package enum Output: Sendable, Equatable {
    /// From `print`, `cat` and programs that R starts.
    case standard(String)
    /// Messages, warnings and what else goes to standard error.
    case error(String)
  }

  private let rscript: String?
  private let searchPath: String?
  private let patience: Duration
  private let width: @Sendable () -> Int?
  private let output: @Sendable (Output) -> Void
  private let turn = Turn()
  private let process = Mutex<RProcess?>(nil)
  private let printing = Mutex(PrintOptions())
  /// What differs from this process's environment; `nil` for what was removed.
  private let environment = Mutex<[String: String?]>([:])

  /// - Parameters:
  ///   - rscript: the path of an `Rscript`; `nil` looks for it when R is
  ///     needed.
  ///   - searchPath: where to look, as ``find(path:)``.
  ///   - patience: how long R may take to heed an interrupt before it is
  ///     killed.
  ///   - width: of what R prints, in columns, asked for before every
  ///     evaluation; ``options`` follow its changes. `nil` leaves them alone.
  ///   - output: called with what R prints, in order, from a thread of its
  ///     own; always before the evaluation that printed it returns. R waits
  ///     while it blocks.
  package init(
    rscript: String? = nil, searchPath: String? = nil, patience: Duration = .seconds(5),
    width: @escaping @Sendable () -> Int? = { nil }, output: @escaping @Sendable (Output) -> Void
  ) {
    self.rscript = rscript
    self.searchPath = searchPath
    self.patience = patience
    self.width = width
    self.output = output
  }

  deinit {
    process.withLock { $0?.kill() }
  }

  /// The first `Rscript` in the directories of a search path.
  ///
  /// - Parameter path: directories separated by colons; `nil` stands for PATH
  ///   of this process's environment.
  package static func find(path: String? = nil) -> String? {
    guard let path = path ?? getenv("PATH").map({ String(cString: $0) }) else { return nil }
    return path.split(separator: ":").lazy.map { "\($0)/Rscript" }.first { access($0, X_OK) == 0 }
  }

  /// Evaluates R source in the global environment and returns the value of its
  /// last expression, with what it has assigned; visible values of the others
  /// are printed.
  ///
  /// Functions of the global environment come back as their source, others as
  /// opaque values that keep their environment.
  ///
  /// - Parameters:
  ///   - variables: assigned before and removed afterwards. A large value that
  ///     was sent before is not sent again.
  ///   - session: all variables of the session: what R has kept of one that is
  ///     not among them any more is dropped. `nil` drops nothing.
  /// - Throws: ``LocalRError``: R's own message for an error, a syntax error
  ///   included, or why there is no R; `CancellationError` when cancelling has
  ///   ended it. Code that catches the interrupt, or whose program alone was
  ///   interrupted, still gives its value.
  package func evaluate(
    _ source: String, variables: [RBinding], session: [String: RValue]? = nil
  ) async throws -> REvaluation {
    var request = RRequest(.evaluate, variables: variables)
    request.session = session
    request["source"] = .string(source)
    return try await perform(request, subject: Subject.quoted(source))
  }

  /// Those of the names that R finds by itself once the packages are
  /// attached: in the packages, in those that they depend on, and in what is
  /// attached already.
  ///
  /// The packages are loaded, but not attached.
  ///
  /// - Throws: ``LocalRError`` with the code `missingPackage` when a package
  ///   is not installed here, so that there is no telling; otherwise as
  ///   ``evaluate(_:variables:)``.
  package func known(names: [String], packages: [String]) async throws -> Set<String> {
    var request = RRequest(.known)
    request["names"] = .strings(names)
    request["packages"] = .strings(packages)
    let answer = try await perform(request, subject: "the names of a loop").value
    if let package = answer.element("missing")?.asString { throw LocalRError.missingPackage(package) }
    return Set(answer.element("names")?.asStrings ?? [])
  }

  /// A variable of the environment as R sees it.
  package func environmentVariable(_ name: String) -> String? {
    environment.withLock { $0[name] } ?? getenv(name).map { String(cString: $0) }
  }

  /// Sets a variable of R's environment, now and whenever R starts afresh;
  /// `nil` removes it. This process's own environment stays: other threads
  /// may be reading it.
  package func setEnvironmentVariable(_ name: String, _ value: String?) {
    environment.withLock { $0[name] = .some(value) }
  }

  /// How R prints values: as it was set last, here or by code that R has
  /// evaluated. A width that was set holds until the terminal's changes.
  package var options: ROptions {
    let columns = width()
    return printing.withLock { $0.options(columns: columns) }
  }

  /// Sets how R prints values, now and whenever R starts afresh.
  package func setOptions(_ options: ROptions) {
    let columns = width()
    printing.withLock { $0.set(options, columns: columns) }
  }

  /// Ends R: at once when it evaluates something, which then throws; politely
  /// otherwise. Returns when the process and its files are gone; cancelling
  /// changes nothing. A later evaluation starts R again.
  package func shutdown() async {
    guard let running = process.withLock({ $0.take() }) else { return }
    await running.end()
  }

  /// Has R perform a request when its turn comes.
  ///
  /// - Parameter subject: what is evaluated, for error sentences.
  func perform(_ request: RRequest, subject: String) async throws -> REvaluation {
    try await turn.take()
    defer { turn.pass() }
    let running = try await started(subject)
    var request = request
    let columns = width()
    request.setOptions(printing.withLock { $0.options(columns: columns) })
    request.setEnvironment(environment.withLock { $0 })
    let evaluation = try await running.perform(request, subject: subject)
    environment.withLock { $0.merge(evaluation.environment) { $1 } }
    if let options = evaluation.options { printing.withLock { $0.set(options, columns: columns) } }
    return evaluation
  }

  /// The process, started when there is none or it has ended. Only called by
  /// who has the turn.
  private func started(_ subject: String) async throws -> RProcess {
    if let running = process.withLock({ $0 }), running.isUsable { return running }
    guard let rscript = rscript ?? Self.find(path: searchPath) else { throw LocalRError.notInstalled(subject) }
    let fresh = try RProcess(rscript: rscript, patience: patience, output: output)
    process.withLock { $0 = fresh }
    try await fresh.ready()
    return fresh
  }
}
