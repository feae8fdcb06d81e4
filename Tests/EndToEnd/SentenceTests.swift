import Foundation
import Testing

/// Every error a user can cause is one sentence that names the thing, and an
/// exit status that a script can act on.
@Suite("A sentence and an exit status", .sharedHome)
struct SentenceTests {
  private func check(
    _ outcome: Outcome, status: Int32, says parts: String..., location: SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.status == status, "\(outcome)", sourceLocation: location)
    #expect(outcome.output.isEmpty, "\(outcome)", sourceLocation: location)
    for part in parts { #expect(outcome.errors.contains(part), "\(outcome)", sourceLocation: location) }
    for raw in ["NSCocoaErrorDomain", "Fatal error", "Optional(", "errno", "HTTPClientError", "{\"", "<?xml"] {
      #expect(!outcome.errors.contains(raw), "\(outcome)", sourceLocation: location)
    }
    #expect(!outcome.errors.isEmpty && outcome.errors.hasSuffix("\n"), "\(outcome)", sourceLocation: location)
  }

  // MARK: What is written wrongly

  @Test("meets an unknown command, with the command that was meant", arguments: [#"getJbo("x")"#, "getJbo x"])
  func unknownCommand(text: String) async throws {
    check(try await SharedHome.current.azp("-e", "exit"), status: 2, says: "`exit`; did you mean `quit`?")
    check(
      try await SharedHome.current.azp("-e", "y <- 1\n" + text), status: 2,
      says: "-e:2:1: ", "`getJbo`; did you mean `getJob`?", "    \(text)\n    ^~~~~~\n")
  }

  @Test("meets bad syntax, with file, line, column and a caret, and nothing of the script has run")
  func syntax() async throws {
    let home = try SharedHome.current
    let outcome = try await home.script("cat('first\\n')\ny <- (2 + )\n", named: "broken.azp")
    check(outcome, status: 2, says: "broken.azp:2:11: unexpected `)`\n    y <- (2 + )\n              ^\n")
    check(
      try await home.azp("-e", "x <- c(1, 2"), status: 2, says: "-e:1:12: unexpected end of input",
      "    x <- c(1, 2\n               ^\n")
    check(
      try await home.azp(input: "a <- 'open\n"), status: 2, says: "<stdin>:1:6: ")
  }

  @Test("meets a wrong value of a parameter, with the values there are")
  func parameter() async throws {
    let home = try SharedHome.current
    let outcome = try await home.azp("-e", "getJobList(state: actve)")
    #expect(outcome.errors.contains("`actve`"), "\(outcome)")
    #expect(outcome.errors.contains("did you mean `active`?"), "\(outcome)")
    #expect([1, 2].contains(outcome.status))
  }

  @Test("meets options and files that do not exist")
  func commandLine() async throws {
    let home = try SharedHome.current
    check(
      try await home.azp("nowhere.azp"), status: 1, says: "The script nowhere.azp cannot be read; check its name.\n")
    check(
      try await home.azp("serv"), status: 1, says: "The script serv cannot be read; did you mean `azp serve`?\n")
    check(try await home.azp("--frob"), status: 2, says: "--frob")
    check(try await home.azp("serve", "--port", "70000"), status: 2, says: "The port 70000 is not one of 1 to 65535.")
    try Data([0x78, 0xFF, 0xFE, 0x0A]).write(to: URL(fileURLWithPath: "\(home.workDirectory)/latin.azp"))
    check(try await home.azp("latin.azp"), status: 2, says: "latin.azp is not UTF-8 text; save it as UTF-8.\n")
  }

  @Test("ends a script at the first error, unless it is told to keep going")
  func keepGoing() async throws {
    let home = try SharedHome.current
    let text = "print(1)\ngetJob('nobody')\nprint(2)\n"
    let stopped = try await home.script(text)
    #expect(stopped.status == 5 && stopped.output == "[1] 1\n", "\(stopped)")
    let kept = try await home.azp("--keep-going", "-e", text)
    #expect(kept.status == 5 && kept.output == "[1] 1\n[1] 2\n", "\(kept)")
  }

  @Test("tells that the output cannot be written")
  func fullOutput() async throws {
    let home = try SharedHome.current
    let outcome = try await home.run(
      "/bin/sh", ["-c", "'\(Home.program)' -e 1:3 > /dev/full"], deadline: .seconds(120))
    check(outcome, status: 1, says: "Standard output cannot be written: No space left on device;")
  }

  // MARK: What is not there

  @Test("meets a container, file or task that is not there, with the command that lists those there are")
  func unknownThings() async throws {
    let home = try SharedHome.current
    try home.write("x", to: "there.txt")
    try await home.succeed(
      """
      uploadStorageFile('shelf', 'there.txt')
      job <- foreach(i = 1:1, .options.azure = list(wait = FALSE, job = 'seeker')) %dopar% { i }
      ok <- waitForJob(job)
      """)
    for (statement, sentence) in [
      ("listStorageFiles nobox", #"no storage container "nobox"; `listStorageContainers()` shows which there are."#),
      ("getStorageFile shelf gone", #"no file "gone" in storage container "shelf"; `listStorageFiles("shelf")` "#),
      (
        "deleteStorageFile shelf gone yes",
        #"no file "gone" in storage container "shelf"; `listStorageFiles("shelf")` shows "#
      ),
      ("getJobFile seeker 99 stdout.txt", #"has no task "99"; `getTaskList("seeker")` shows which there are."#),
      ("getJobFile seeker 1 gone.txt", "Task 1 of the job `seeker` has no file `gone.txt`; it has "),
      ("getJobFile seeker 1 gone.txt", "`stderr.txt`"),
    ] {
      check(try await home.azp("-e", statement), status: 5, says: sentence)
    }
    for statement in ["plotJob seeker nowhere/x.svg", "getJobFile seeker 1 stderr.txt downloadPath: nowhere/x.svg"] {
      check(
        try await home.azp("-e", statement), status: 1,
        says: "The file nowhere/x.svg cannot be written; check its directory and the space on its disk.\n")
    }
  }

  @Test("meets an unknown job id, with the id that was meant", arguments: ["getJob", "getJobResult", "waitForJob"])
  func unknownJob(command: String) async throws {
    let home = try SharedHome.current
    try await home.succeed(
      """
      opt <- list(wait = FALSE, job = 'job20170714-\(command)')
      job <- foreach(i = 1:1, .options.azure = opt) %dopar% { i }
      """)
    check(
      try await home.azp("-e", "\(command)('job20170741-\(command)')"), status: 5,
      says: "The job `job20170741-\(command)` does not exist; did you mean `job20170714-\(command)`?\n")
    check(
      try await home.azp("-e", "\(command) nothing_like_it"), status: 5,
      says: "The job `nothing_like_it` does not exist; `getJobList()` shows the jobs there are.\n")
  }

  @Test("meets loops that cannot run, and nothing half-submitted is left behind")
  func nothingIsSubmitted() async throws {
    try await Home.use { home in
      let empty = try await home.azp("-e", "getJobList()").output
      check(
        try await home.azp("-e", "foreach(i = 1:3) %dopar% { i + my_factor }"), status: 1,
        says: "-e:1:32: `my_factor` is used by the loop body", "assign it first",
        "    foreach(i = 1:3) %dopar% { i + my_factor }\n                                   ^~~~~~~~~\n")
      check(
        try await home.azp("-e", "foreach(i = 1:3, .options.azure = list(job = 'a/b')) %dopar% { i }"), status: 1,
        says: "\"a/b\" cannot be a job id")
      check(
        try await home.azp("-e", "foreach(i = 1:3, .options.azure = list(wiat = FALSE)) %dopar% { i }"), status: 1,
        says: "`wiat`", "did you mean `wait`?")
      check(
        try await home.azp("-e", "foreach(i = c(), .options.azure = list(wait = FALSE)) %dopar% { i }"), status: 1,
        says: "nothing to submit")
      check(
        try await home.azp("-e", "foreach(i = 1:3, .options.azure = list(chunkSize = 0)) %dopar% { i }"), status: 1,
        says: "`chunkSize`")
      check(try await home.azp("-e", "foreach(i = 1:3) %dopar% { i + )"), status: 2, says: "-e:1:")
      check(
        try await home.azp(
          "-e", "foreach(i = 1:3) %dopar% { i }", environment: ["PATH": home.workDirectory]),
        status: 1, says: "Rscript", "install R")
      #expect(try await home.azp("-e", "getJobList()").output == empty)
      #expect(home.stateFiles(in: "blobs").isEmpty)
      if FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3") {
        let counts = try await home.run(
          "/usr/bin/sqlite3",
          [
            "\(home.stateDirectory)/batch.sqlite",
            "SELECT (SELECT count(*) FROM jobs), (SELECT count(*) FROM tasks), (SELECT count(*) FROM containers)",
          ],
          deadline: .seconds(90))
        #expect(counts.output == "0|0|0\n", "\(counts)")
      }
    }
  }

  @Test("meets a machine without R, and not even the service is started")
  func withoutR() async throws {
    try await Home.use { home in
      check(
        try await home.azp("-e", "foreach(i = 1:3) %dopar% { i }", environment: ["PATH": home.workDirectory]),
        status: 1, says: "R is not installed on this machine (no Rscript on PATH)", "install R")
      check(
        try await home.azp("-e", "x <- rnorm(3)", environment: ["PATH": home.workDirectory]), status: 1,
        says: "`rnorm` needs R", "install R")
      #expect(home.stateFiles(in: "").isEmpty)
    }
  }

  // MARK: The service

  @Test("meets a service that cannot be reached")
  func unreachable() async throws {
    try await Home.use { home in
      // Somebody holds the service's lock, and nobody answers on its port.
      try home.writeServiceFiles(port: 1)
      let lock = open("\(home.stateDirectory)/azp.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      defer { close(lock) }
      #expect(flock(lock, LOCK_EX) == 0)
      check(
        try await home.azp("-e", "getJobList()"), status: 6, says: "Nothing answers at http://127.0.0.1:1")
    }
  }

  @Test("meets a port that is taken, as was asked for or by itself")
  func port() async throws {
    let shared = try SharedHome.current
    #expect(try await shared.azp("-e", "getJobList()").status == 0)
    let port = try #require(shared.service().batchEndpoint.split(separator: ":").last.flatMap { Int($0) })
    try await Home.use { home in
      check(
        try await home.azp("serve", "--port", "\(port)"), status: 1,
        says: "The port \(port) of 127.0.0.1 is taken by another program")
    }
    try await Home.use { home in
      // The port of the last time.
      try home.writeServiceFiles(port: port)
      check(
        try await home.azp("-e", "getJobList()"), status: 6,
        says: "The port \(port) of 127.0.0.1 is taken by another program")
    }
  }

  @Test("meets a port for TLS that is taken, and leaves nothing behind that was half started")
  func tlsPort() async throws {
    let shared = try SharedHome.current
    #expect(try await shared.azp("-e", "getJobList()").status == 0)
    let port = try #require(shared.service().batchEndpoint.split(separator: ":").last.flatMap { Int($0) })
    try await Home.use { home in
      let outcome = try await home.azp("serve", "--tls", "--tls-port", "\(port)")
      check(
        outcome, status: 1,
        says: "The port \(port) of 127.0.0.1, which is to listen with TLS, is taken by another program")
      #expect(outcome.errors.contains("`azp serve --tls --tls-port N`"), "\(outcome)")
      #expect(!FileManager.default.fileExists(atPath: "\(home.stateDirectory)/service.json"))
      #expect(try await home.azp("stop").output.hasPrefix("No service is running"))
      #expect(try await home.azp("-e", "nrow(getJobList())").output == "[1] 0\n")
    }
  }

  @Test("meets a second service on one directory")
  func secondService() async throws {
    let home = try SharedHome.current
    #expect(try await home.azp("-e", "getJobList()").status == 0)
    check(
      try await home.azp("serve"), status: 75, says: "A service is already running on \(home.stateDirectory)")
    #expect(try await home.azp("-e", "getJobList()").status == 0)
  }

  @Test(
    "meets a state directory that cannot be written to", arguments: ["/dev/null/azp", "/proc/azp", "/proc/1/task/azp"])
  func stateDirectory(path: String) async throws {
    let home = try SharedHome.current
    let sentence = "The state directory \(path) cannot be written to"
    for arguments in [["-e", "getJobList()"], ["serve"], ["credentials"]] {
      let outcome = try await home.run(
        Home.program, arguments, environment: ["AZP_STATE_DIR": path], deadline: .seconds(60))
      check(outcome, status: 1, says: sentence)
    }
    check(try await home.azp("serve", "--data", path), status: 1, says: sentence)
    let stop = try await home.azp("stop", "--data", path)
    #expect(stop.status == 0 && stop.output == "No service is running on \(path).\n", "\(stop)")
  }

  @Test("meets a key that the service does not know, and tells no key to anybody")
  func authentication() async throws {
    try await Home.use { home in
      let session = try await home.azp("-e", "session")
      #expect(session.output.contains("(key <redacted>)"), "\(session)")
      let service = try home.service()
      let key = try String(contentsOfFile: service.keyFile, encoding: .utf8).trimmingCharacters(
        in: .whitespacesAndNewlines)
      #expect(!key.isEmpty && !session.output.contains(key))
      let wrong = Data(repeating: 7, count: 64).base64EncodedString()
      try wrong.write(toFile: service.keyFile, atomically: true, encoding: .utf8)
      let outcome = try await home.azp("-e", "getJobList()")
      check(outcome, status: 4, says: "key")
      #expect(!outcome.errors.contains(wrong) && !outcome.errors.contains(key), "\(outcome)")
    }
  }

  @Test("meets the limit of a wait, and the job goes on")
  func timeout() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/timeout-gate"
    try await home.succeed(
      """
      gate <- "\(gate)"
      opt <- list(wait = FALSE, job = 'patient')
      job <- foreach(i = 1:1, .options.azure = opt) %dopar% { while (!file.exists(gate)) Sys.sleep(0.05); i }
      """)
    let outcome = try await home.azp("-e", "waitForJob('patient', timeout = 1)")
    check(outcome, status: 7, says: "The job `patient` is not done after 1s", "It keeps running")
    try home.write("", to: "timeout-gate")
    try await home.waitForJob("patient")
  }
}

extension Home {
  /// What a service leaves in its directory, without a service.
  fileprivate func writeServiceFiles(port: Int) throws {
    try FileManager.default.createDirectory(atPath: stateDirectory, withIntermediateDirectories: true)
    let keyFile = "\(stateDirectory)/account.key"
    try Data(repeating: 1, count: 64).base64EncodedString().write(toFile: keyFile, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keyFile)
    let description = ServiceDescription(
      account: "local", batchEndpoint: "http://127.0.0.1:\(port)", blobEndpoint: "http://127.0.0.1:\(port)/local",
      // A number that no process has: whoever stops this service meets nobody.
      keyFile: keyFile, processID: .max)
    try JSONEncoder().encode(description).write(to: URL(fileURLWithPath: "\(stateDirectory)/service.json"))
  }
}
