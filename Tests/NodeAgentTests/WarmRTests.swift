import AzureWire
import Foundation
import NodeAgent
import Testing

@Suite("A task's R script that is started by an R host", .timeLimit(.minutes(3)))
struct WarmRTests {
  /// What a script can see of how it was started, but for what is each run's
  /// own.
  private static let surroundings = """
    print(commandArgs()); print(commandArgs(TRUE)); print(interactive()); print(sys.nframe())
    print(search()); print(loadedNamespaces()); print(.libPaths()); print(getwd()); print(ls(all.names = TRUE))
    settings <- Sys.getenv(); own <- c("R_SESSION_TMPDIR", "AZP_RUN_ID", "_", "SHLVL", "OLDPWD", "PWD")
    settings <- settings[!names(settings) %in% own]; print(as.list(unclass(settings))[order(names(settings))])
    print(options()[Filter(function(name) !is.function(options()[[name]]), names(options()))])
    print(Sys.getlocale()); print(sessionInfo()$R.version$version.string)
    print(readLines(file("stdin"))); print(isatty(stdin())); print(dirname(tempdir())); print(R.home())
    print(grep("^(Sig(Blk|Ign|Cgt)|Umask|NoNewPrivs)", readLines("/proc/self/status"), value = TRUE))
    print(setdiff(dir("/proc/self/fd"), "")); print(readBin("/proc/self/comm", "raw", 99))
    print(capture.output(print(1:3))); print(nchar(basename(tempfile())) > 8); print(exists(".Random.seed"))
    print(capabilities()); print(extSoftVersion()[c("zlib", "PCRE")]); print(Sys.getenv("AZP_R_ROOM"))
    f <- function(x) { warning("w"); x }; f(1); f(2); message("told"); write("raw", stderr()); system("echo child")
    cat("no end of line")
    """

  @Test("sees and shows what it would under Rscript")
  func surroundings() throws {
    let bench = try RBench()
    let plain = try bench.run(Self.surroundings, isWarm: false)
    let warm = try bench.run(Self.surroundings)
    #expect(bench.children.count == 1)
    #expect(plain.end.exitCode == 0, "\(plain.errors)")
    #expect(warm.end.exitCode == 0, "\(warm.errors)")
    let lines = [plain, warm].map { $0.output.split(separator: "\n").filter { !$0.contains(": 0x") } }
    #expect(lines[1].difference(from: lines[0]).isEmpty)
    #expect(warm.errors == plain.errors)
    #expect(warm.output.hasSuffix("no end of line"))
  }

  @Test("ends as it would under Rscript, with the same words")
  func ends() throws {
    let bench = try RBench()
    for source in [
      "quit(status = 42)", "q('no', 7, FALSE)", "stop('no luck')", "1 +", "f <- function( {", "",
      "x <- 1\r\nprint(x)\r\n", "options(error = quote(q('no', 9))); stop('x')", "tools::pskill(Sys.getpid(), 9)",
      "tools::pskill(Sys.getpid(), 15)", "warning('late')", ".Last <- function() cat('last\\n')", "\"open",
      "readline('?')", "print(scan(n = 2))\n3 4\n", "undefined_function()",
    ] {
      let plain = try bench.run(source, isWarm: false)
      let warm = try bench.run(source)
      #expect(warm.end.exitCode == plain.end.exitCode, "\(source)")
      #expect(warm.end.reason == plain.end.reason, "\(source)")
      #expect(warm.output == plain.output, "\(source)")
      if source.contains("pskill") {
        // bash has its own words for that.
        #expect(!plain.errors.isEmpty, "\(source)")
        #expect(warm.errors.hasPrefix("R was ended by signal "), "\(source)")
      } else {
        #expect(warm.errors == plain.errors, "\(source)")
      }
    }
  }

  @Test("that leaves no result fails with the complaint, also when it ended R with 0")
  func result() throws {
    let bench = try RBench()
    for isWarm in [false, true] {
      let without = try bench.run("quit(status = 0)", isWarm: isWarm, complaint: "nothing was done")
      #expect(without.end.exitCode == 1)
      #expect(without.errors == "nothing was done\n")
    }
    for isWarm in [false, true] {
      let with = try bench.run("saveRDS(1, 't-result.rds')", isWarm: isWarm, complaint: "nothing was done")
      #expect(with.end.exitCode == 0)
      #expect(with.errors == "")
    }
  }

  @Test("sees nothing of an earlier one, and has random numbers, a pid and a temporary directory of its own")
  func isolation() throws {
    let bench = try RBench()
    let source = """
      print(ls(all.names = TRUE)); print(getOption("digits")); print("tools" %in% loadedNamespaces()); print(getwd())
      print(Sys.getenv("LEFT")); print(file.exists(tempdir())); print(length(dir(tempdir())))
      cat("own:", runif(1), "\\nown:", Sys.getpid(), "\\nown:", tempdir(), "\\n")
      left <- 1; options(digits = 3); loadNamespace("tools"); Sys.setenv(LEFT = 1); file.create(tempfile()); setwd("/")
      assign("left", 1, envir = globalenv()); Sys.setlocale("LC_COLLATE", "C"); Sys.umask("077")
      """
    let first = try bench.run(source)
    let host = bench.children
    let second = try bench.run(source)
    #expect(host.count == 1)
    #expect(bench.children == host)
    func lines(_ output: String, own: Bool) -> [Substring] {
      output.split(separator: "\n").filter { $0.hasPrefix("own:") == own }
    }
    #expect(lines(first.output, own: false) == lines(second.output, own: false))
    #expect(first.output.contains("[1] \"\"\n[1] TRUE\n[1] 0\n"), "\(first.output)")
    let own = (lines(first.output, own: true), lines(second.output, own: true))
    #expect(own.0.count == 3)
    #expect(zip(own.0, own.1).allSatisfy { $0 != $1 })
    for line in own.0 + own.1 where line.contains("/") {
      let directory = line.dropFirst("own: ".count).trimmingCharacters(in: .whitespaces)
      #expect(!FileManager.default.fileExists(atPath: directory))
    }
  }

  @Test("is an R of its own when its settings differ from those the host was started with")
  func otherSettings() throws {
    let bench = try RBench()
    #expect(try bench.run("cat(Sys.getenv('X'))", variables: ["X": "1"]).output == "1")
    let host = bench.children
    #expect(try bench.run("cat(Sys.getenv('X'))", variables: ["X": "2"]).output == "2")
    #expect(bench.children != host)
    #expect(try bench.run("cat(Sys.getenv('X'))").output == "")
    #expect(
      try bench.run("cat(Sys.time() > 0, Sys.getenv('TZ'))", variables: ["TZ": "Asia/Tokyo"]).output.contains("Tokyo"))
  }

  @Test("is ended with its children, also those that went into sessions of their own")
  func termination() throws {
    let bench = try RBench()
    let beat = bench.directory + "/beat"
    let endless = "while :; do date +%N >> \(beat); sleep 0.01; done"
    let source = """
      system("setsid sh -c 'trap : TERM; \(endless)' &"); parallel::mcparallel(Sys.sleep(600))
      system("sh -c '\(endless)' &"); while (!file.exists("\(beat)")) Sys.sleep(0.01)
      cat(Sys.getpid(), "\\n", file = "up", sep = ""); Sys.sleep(600)
      """
    let ticket = try bench.start(source)
    let pid = try #require(bench.pid())
    #expect(bench.children.contains(pid))
    bench.supervisor.terminate(ticket: ticket)
    let end = try bench.end()
    #expect(end.reason == .terminated)
    #expect(end.exitCode == 143)
    #expect(isGone(pid))
    #expect(LeftoverProcesses.find(bench.mark) == [])
    let last = bench.text("beat")
    usleep(100_000)
    #expect(bench.text("beat") == last)
    // The host is none the worse for it.
    #expect(bench.children.count == 1)
    #expect(try bench.run("cat(2)").output == "2")
  }

  @Test("is ended when its wall clock has run out")
  func wallClock() throws {
    let bench = try RBench()
    #expect(try bench.run("1").end.exitCode == 0)
    let late = try bench.run("Sys.sleep(600)", wallClock: .milliseconds(300))
    #expect(late.end.reason == .wallClock)
    #expect(late.end.exitCode == 143)
  }

  @Test("dies with its supervisor; what it had started is found by its mark")
  func supervisorKilled() async throws {
    let bench = try RBench()
    #expect(try bench.run("1").end.exitCode == 0)
    let host = try #require(bench.children.first)
    try bench.start(
      "system('setsid sleep 600 &'); cat(Sys.getpid(), '\\n', file = 'up', sep = ''); while (TRUE) Sys.sleep(1)")
    let pid = try #require(bench.pid())
    let found = LeftoverProcesses.find(bench.mark)
    #expect(found.contains(pid))
    #expect(found.count >= 2)
    kill(bench.supervisor.pid, SIGKILL)
    #expect(isGone(pid))
    #expect(isGone(host))
    try await LeftoverProcesses.end(marked: bench.mark)
    #expect(LeftoverProcesses.find(bench.mark) == [])
  }

  @Test("runs all the same when the host was killed, between two or while one runs")
  func hostKilled() throws {
    let bench = try RBench()
    #expect(try bench.run("cat(1)").output == "1")
    let host = try #require(bench.children.first)
    kill(host, SIGKILL)
    #expect(try bench.run("cat(2)").output == "2")
    try bench.start(
      "cat(Sys.getpid(), '\\n', file = 'up', sep = ''); while (!file.exists('gate')) Sys.sleep(0.01); cat(3)")
    let pid = try #require(bench.pid())
    for child in bench.children where child != pid { kill(child, SIGKILL) }
    #expect(FileManager.default.createFile(atPath: bench.directory + "/gate", contents: nil))
    #expect(try bench.end().exitCode == 0)
    #expect(bench.text("t.txt") == "3")
    #expect(try bench.run("cat(4)").output == "4")
  }

  @Test("may kill the host itself, and only itself has the consequences")
  func hostKilledByScript() throws {
    let bench = try RBench()
    let source = "for (p in scan('/proc/\(bench.supervisor.pid)/task/\(bench.supervisor.pid)/children', quiet = TRUE)) "
    #expect(try bench.run(source + "if (p != Sys.getpid()) tools::pskill(p, 9); cat('done')").output == "done")
    #expect(try bench.run("cat('next')").output == "next")
  }

  @Test("is run by Rscript where R has no library to be a host with")
  func withoutLibrary() throws {
    let bench = try RBench()
    let bin = bench.directory + "/bin"
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: bin + "/Rscript", withDestinationPath: "/usr/bin/Rscript")
    #expect(
      FileManager.default.createFile(
        atPath: bin + "/R", contents: Data("#!/bin/sh\nexit 3\n".utf8), attributes: [.posixPermissions: 0o755]))
    for _ in 0..<5 {
      let (end, output, errors) = try bench.run("cat(6 * 7)", variables: ["PATH": "\(bin):/usr/bin:/bin"])
      #expect(end.exitCode == 0)
      #expect(output == "42")
      #expect(errors == "")
      #expect(bench.children == [])
    }
  }

  @Test("is run by Rscript when its profile has drawn random numbers, which are then not the same in all")
  func profile() throws {
    let bench = try RBench()
    let home = bench.directory + "/home"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    try Data("profile <- TRUE; invisible(stats::runif(1))\n".utf8)
      .write(to: URL(fileURLWithPath: home + "/.Rprofile"))
    let outputs = try (0..<2).map { _ in
      try bench.run("cat(profile, runif(1))", variables: ["HOME": home]).output
    }
    #expect(outputs[0].hasPrefix("TRUE "))
    #expect(outputs[0] != outputs[1])
  }

  @Test("looks into a library that was made after the host was started")
  func newLibrary() throws {
    let bench = try RBench()
    let library = bench.directory + "/library"
    func isSeen() throws -> String {
      try bench.run("cat('\(library)' %in% .libPaths())", variables: ["R_LIBS": library]).output
    }
    #expect(try isSeen() == "FALSE")
    #expect(bench.children.count == 1)
    try FileManager.default.createDirectory(atPath: library, withIntermediateDirectories: true)
    #expect(try isSeen() == "TRUE")
    #expect(try isSeen() == "TRUE")
    #expect(bench.children.count == 1)
  }

  @Test("is run by Rscript where R finds something in the working directory when it starts")
  func workingDirectory() throws {
    let directory = try TemporaryDirectory.make()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    func isWarm(_ variables: [String: String] = [:]) -> Bool {
      let run = TaskRun(
        runID: "r", jobID: "j", jobIncarnation: "i", taskID: "t",
        commandLine: RScriptCommand(script: "script.R", arguments: []).commandLine, environment: [], resourceFiles: [],
        outputFiles: [], maxWallClockSeconds: nil, preparation: nil)
      let all = [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "AZ_BATCH_JOB_PREP_WORKING_DIR": "/prepared", "AZ_BATCH_TASK_ID": "t",
        RScriptCommand.warmVariable: "1",
      ]
      return RScriptLaunch(run, variables: all.merging(variables) { $1 }, workingDirectory: directory) != nil
    }
    #expect(isWarm() && isWarm(["R_LIBS": "/one:~/two", "R_LIBS_USER": "%U", "R_PROFILE_USER": ""]))
    #expect(!isWarm(["R_LIBS": "/one:two"]) && !isWarm(["R_PROFILE_USER": "profile.R"]))
    #expect(FileManager.default.createFile(atPath: directory + "/.Rprofile", contents: nil))
    #expect(!isWarm())
  }

  @Test("takes a large environment and many arguments")
  func large() throws {
    let bench = try RBench()
    var variables: [String: String] = [:]
    for number in 0..<300 { variables["V\(number)"] = String(repeating: "x", count: 900) }
    for number in 0..<300 { variables["AZ_BATCH_V\(number)"] = String(repeating: "y", count: 900) }
    let source = "cat(length(commandArgs(TRUE)), nchar(Sys.getenv('V299')), nchar(Sys.getenv('AZ_BATCH_V299')))"
    for _ in 0..<2 {
      let result = try bench.run(source, arguments: (0..<500).map(String.init), variables: variables)
      #expect(result.output == "500 900 900", "\(result.errors)")
    }
    #expect(bench.children.count == 1)
  }

  @Test("writes its output and its errors in the order it has them")
  func order() throws {
    let bench = try RBench()
    try bench.start(
      "cat('first\\n'); cat('up\\n', file = 'up'); while (!file.exists('gate')) Sys.sleep(0.01); cat('x')")
    _ = bench.pid()
    #expect(bench.text("t.txt") == "first\n")
    #expect(FileManager.default.createFile(atPath: bench.directory + "/gate", contents: nil))
    #expect(try bench.end().exitCode == 0)
    #expect(bench.text("t.txt") == "first\nx")
  }

  @Test("is not waited for by a host for ever: an idle supervisor whose agent goes leaves none behind")
  func idle() throws {
    let bench = try RBench()
    #expect(try bench.run("1").end.exitCode == 0)
    let host = try #require(bench.children.first)
    bench.dismiss()
    #expect(isGone(host))
  }
}
