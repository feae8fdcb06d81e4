import Commands
import Foundation
import Testing

@Suite("The log of a session")
struct TranscriptTests {
  @Test("holds what is typed with its time and what is shown, without colours, progress and secrets")
  func records() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let transcript = Transcript(isSecret: { $0.contains("key=") })
    transcript.record(output: "before\n")
    #expect(transcript.open(path) == nil)
    transcript.record(statement: "c(1,\n2)", time: 0)
    transcript.record(output: "\u{1B}[1;31m[1] 1 2\u{1B}[0m\n")
    transcript.record(output: "\r\u{1B}[Kjob: 50 %")
    transcript.record(statement: "x <- 'key=1'", time: 60)
    transcript.record(output: "fine\nkey=1\n")
    transcript.close()
    transcript.record(output: "after\n")
    #expect(
      try String(contentsOfFile: path, encoding: .utf8) == """
        1970-01-01T00:00:00Z azp> c(1,
        1970-01-01T00:00:00Z ...> 2)
        [1] 1 2
        1970-01-01T00:01:00Z azp> <redacted>
        fine
        <redacted>

        """)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("is not opened where nothing can be written")
  func refuses() {
    let transcript = Transcript()
    #expect(transcript.open("/nonexistent/log") == ENOENT)
    #expect(!transcript.isOpen)
  }
}
