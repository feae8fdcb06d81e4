import Commands
import Foundation
import SessionLanguage
import Testing

@Suite("The manual page")
struct ManualPageTests {
  private let page = ManualPage(
    version: "azp 0.1.0", options: "OPTIONS:\n  -e <text>  Run 'this' text.\n\n", subcommands: [("serve", "Serve.")])

  @Test("names every command with its parameters, and every topic")
  func isComplete() {
    let text = page.text
    for signature in CommandTable.signatures {
      #expect(text.contains("\n.SS \(signature.name)\n"), "\(signature.name)")
      for parameter in signature.parameters { #expect(text.contains("\\fB\(parameter.name)\\fR")) }
    }
    #expect(text.contains("\n.SH EXIT STATUS\n"))
    #expect(text.contains("\n.TP\n\\fBserve\\fR\nServe.\n"))
  }

  @Test("has no line that the formatter would take for a request or warn of")
  func isClean() throws {
    let groff = "/usr/bin/groff"
    guard FileManager.default.isExecutableFile(atPath: groff) else { return }
    let file = "\(NSTemporaryDirectory())azp-\(UUID().uuidString).1"
    try page.text.write(toFile: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: groff)
    process.arguments = ["-man", "-Tutf8", "-ww", "-z", file]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && said.isEmpty, "\(said)")
  }
}
