import Foundation
import Testing

@Suite("The state directory")
struct PrivacyTests {
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
