internal import Dispatch
internal import Subprocess
internal import Synchronization
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

extension RProcess {
  /// Runs R to its end, whatever brings that about, and removes what it leaves
  /// behind.
  func live() async {
    let ending = await run()
    do {
      try directory.remove()
    } catch {
      output(.error("azp could not remove the directory \(directory.path), which R has used: \(error)\n"))
    }
    let consequence = state.withLock { $0.end(ending) }
    // From here on nobody writes to them.
    close(requests)
    close(answers)
    consequence.resume?()
  }

  private func run() async -> REnding {
    do {
      let (standardOutput, standardError) = (try OutputPipe(), try OutputPipe())
      // A session of its own: neither Ctrl-C nor a wait for the terminal
      // reaches R or the programs it starts.
      var options = PlatformOptions()
      options.createSession = true
      let result = try await Subprocess.run(
        .path(FilePath(rscript)), arguments: ["--no-save", directory.file("driver.R"), directory.path],
        environment: environment, platformOptions: options, input: .none,
        output: .fileDescriptor(standardOutput.writeEnd, closeAfterSpawningProcess: false),
        error: .fileDescriptor(standardError.writeEnd, closeAfterSpawningProcess: false)
      ) { execution in
        await listen(to: execution.processIdentifier, standardOutput, standardError)
      }
      switch result.terminationStatus {
      case .exited(let code): return .exited(code)
      case .signaled(let signal): return .signaled(signal)
      }
    } catch {
      return .failed(error)
    }
  }

  private var environment: Environment {
    var inherited: [String: String] = [:]
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      inherited[name] = getenv(name).map { String(cString: $0) }
    }
    let changes = REnvironment.changes(to: inherited, temporaryDirectory: directory.path)
    return .inherit.updating(
      Dictionary(uniqueKeysWithValues: changes.map { (Environment.Key(stringLiteral: $0.key), $0.value) }))
  }

  /// Returns when the process has ended; until then it is not reaped, so that
  /// its number stays its own.
  private func listen(to process: ProcessIdentifier, _ standardOutput: OutputPipe, _ standardError: OutputPipe) async {
    state.withLock { $0.begin(process.value) }
    let listener = RListener(
      answers: answers, standardOutput: standardOutput.readEnd.rawValue,
      standardError: standardError.readEnd.rawValue, process: process.processDescriptor, output: output,
      line: { [self] line in
        let consequence = state.withLock { $0.receive(line) }
        if let reply = consequence.reply { send(reply) }
        consequence.resume?()
      },
      deadline: { [self] in state.withLock { $0.deadline } },
      alarm: { [self] in
        guard state.withLock({ $0.step(at: ContinuousClock.now) }) else { return }
        output(
          .error(
            "R did not heed the interrupt and was killed; the variables of the session are safe, but the packages, "
              + "options and random numbers of R are gone with it.\n"))
      })
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "azp.local-r").async {
        listener.run()
        continuation.resume()
      }
    }
    state.withLock { $0.forgetProcess() }
  }
}
