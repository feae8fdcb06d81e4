import Foundation
import LineEditor
import Testing

@Suite("The history file")
struct HistoryFileTests {
  private let directory = FileManager.default.temporaryDirectory
    .appendingPathComponent("history-\(UUID().uuidString)")

  private var path: String { directory.appendingPathComponent("state/azp/history").path }

  private func remove() { try? FileManager.default.removeItem(at: directory) }

  private func mode(of path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
  }

  @Test("is empty before the first entry, then made for its owner only")
  func creation() throws {
    defer { remove() }
    let file = HistoryFile(path: path)
    #expect(try file.load() == [])
    #expect(try file.append("getJobList()"))
    #expect(try file.load() == ["getJobList()"])
    #expect(try mode(of: path) == 0o600)
  }

  @Test("takes permissions away that a copied file has")
  func permissions() throws {
    defer { remove() }
    try HistoryFile(path: path).append("a")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    try HistoryFile(path: path).append("b")
    #expect(try mode(of: path) == 0o600)
  }

  @Test("keeps entries of several lines, backslashes and wide characters as they are")
  func roundTrip() throws {
    defer { remove() }
    let entries = [
      "foreach(i = 1:3) %dopar% {\n  print('\\n')\n}", "C:\\new\\", "\\", "日本語 é 🎉", "tab\there", "a\r\nb", "end\\n",
    ]
    let file = HistoryFile(path: path)
    for entry in entries { try file.append(entry) }
    #expect(try file.load() == entries)
  }

  @Test("gives each entry once, where it was entered last")
  func duplicates() throws {
    defer { remove() }
    let file = HistoryFile(path: path)
    for entry in ["one", "two", "one", "three", "three"] { try file.append(entry) }
    #expect(try file.load() == ["two", "one", "three"])
  }

  @Test("does not take secrets, blank lines, and lines that begin with a space")
  func leftOut() throws {
    defer { remove() }
    let file = HistoryFile(path: path) { $0.contains("accountKey") }
    #expect(try !file.append("setCredentials(accountKey = 'abc')"))
    #expect(try !file.append(" private"))
    #expect(try !file.append("\n\t"))
    #expect(try !file.append(""))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("does not grow without end and keeps the newest entries")
  func bounds() throws {
    defer { remove() }
    let file = HistoryFile(path: path, limit: 50)
    for number in 1...2000 { try file.append("getJob(jobId = 'job\(number)')") }
    let size = try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)
    #expect(size.intValue < 50 * 64 + 100)
    let entries = try file.load()
    #expect(entries.last == "getJob(jobId = 'job2000')")
    #expect(entries.count >= 40 && entries.count <= 50)
    #expect(try mode(of: path) == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path + "/state/azp") == ["history"])
  }

  @Test("loses nothing when sessions write side by side, even while it is rewritten")
  func sideBySide() async throws {
    defer { remove() }
    let path = path
    let count = 300
    try await withThrowingTaskGroup { group in
      for writer in 1...4 {
        group.addTask {
          // So small a limit that the long entries have the file rewritten again and again.
          let file = HistoryFile(path: path, limit: 5 * count)
          for number in 1...count { try file.append("writer \(writer) entry \(number)") }
          for _ in 1...count { try file.append(String(repeating: "x", count: 1000)) }
        }
      }
      try await group.waitForAll()
    }
    let entries = try HistoryFile(path: path, limit: 5 * count).load()
    #expect(entries.count { $0.hasPrefix("writer") } == 4 * count)
  }

  @Test("goes on behind a line that was cut by a crash, and after bytes that are no text")
  func damaged() throws {
    defer { remove() }
    let file = HistoryFile(path: path)
    try file.append("good")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data([0x63, 0x75, 0x74, 0xFF]))
    try handle.close()
    try file.append("next")
    #expect(try file.load() == ["good", "cut\u{FFFD}", "next"])
  }

  @Test("that cannot be used is named in the error, with what to do")
  func unusable() throws {
    let file = HistoryFile(path: "/proc/history")
    let error = #expect(throws: HistoryFileError.self) { try file.append("x") }
    #expect(error?.description.hasPrefix("The history file /proc/history could not be opened: ") == true)
    #expect(error?.description.hasSuffix(".") == true)
  }
}
