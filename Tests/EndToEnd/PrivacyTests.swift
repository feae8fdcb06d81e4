import Foundation
import Testing

@Suite("The state directory")
struct PrivacyTests {
  @Test("may have a service in the foreground, which ends on a signal without an error in its log")
  func foreground() async throws {
    try await Home.use { home in
      let outcome = try await home.run(
        "/bin/sh",
        [
          "-c",
          "'\(Home.program)' serve --data other > ready & while [ ! -s ready ]; do sleep 0.05; done; kill -TERM $!; wait $!",
        ], deadline: .seconds(120))
      #expect(outcome.status == 0 && outcome.errors.contains(" info ready at "), "\(outcome)")
      #expect(!outcome.errors.contains(" error "), "\(outcome)")
    }
  }

  @Test("may have spaces and quotes in its name")
  func oddName() async throws {
    try await Home.use { home in
      let environment = ["AZP_STATE_DIR": "\(home.workDirectory)/the state's \u{FC}"]
      let outcome = try await home.azp(
        "-e", "x <- foreach(i = 1:2, .combine = c, .packages = 'stats') %dopar% i^2; x", environment: environment)
      let end = try await home.azp("stop", environment: environment)
      #expect(outcome.status == 0 && outcome.output == "[1] 1 4\n", "\(outcome)")
      #expect(end.status == 0, "\(end)")
    }
  }

  @Test("is the user's alone with all that is in it, whatever the umask")
  func modes() async throws {
    try await Home.use { home in
      let loop =
        "x <- foreach(i = 1:2, .options.azure = list(job = 'private', autoDeleteJob = FALSE)) %dopar% i; print(x[[2]])"
      try home.write(loop, to: "loop.azp")
      let outcome = try await home.run(
        "/bin/sh", ["-c", "umask 000; exec '\(Home.program)' loop.azp"], deadline: .seconds(120))
      #expect(outcome.status == 0 && outcome.output.contains("[1] 2"), "\(outcome)")

      let state = home.stateDirectory
      let names = FileManager.default.enumerator(atPath: state)?.compactMap { $0 as? String } ?? []
      var open: [String] = []
      for path in [state] + names.map({ "\(state)/\($0)" }) {
        var status = stat()
        // The service goes on meanwhile, and removes what it no longer needs.
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK, status.st_mode & 0o077 != 0 else {
          continue
        }
        // A resource file has the mode that its job wants; the directories above keep others out.
        let isTaskFile = path.contains("/wd/") && status.st_mode & S_IFMT == S_IFREG
        if !isTaskFile { open.append("\(String(status.st_mode, radix: 8)) \(path)") }
      }
      #expect(open.isEmpty)
      let files = ["account.key", "batch.sqlite", "service.json", "azp.lock", "service.log"]
      #expect(Set(files).isSubset(of: names))
      #expect(names.contains { $0.hasSuffix("/agent/journal") } && names.contains { $0.hasSuffix("/stdout.txt") })
    }
  }
}
