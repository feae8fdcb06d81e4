import Foundation
import NodeAgent
import Testing

@Suite("Directories and programs")
final class FileTests {
  private let root: String

  init() throws { root = try TemporaryDirectory.make() }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  private func write(_ names: String...) throws {
    for name in names {
      let path = root + "/" + name
      try Directories.make(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
      #expect(FileManager.default.createFile(atPath: path, contents: Data("x".utf8)))
    }
  }

  @Test(
    "A pattern finds files, named relative to its fixed part",
    arguments: [
      ("a.txt", ["a.txt"]), ("*.txt", ["a.txt", "b.txt"]), ("../stdout.txt", ["stdout.txt"]),
      ("../std*.txt", ["stderr.txt", "stdout.txt"]), ("d/*.txt", ["c.txt"]), ("d/**", ["c.txt", "e/f.txt"]),
      ("**/*.txt", ["a.txt", "b.txt", "d/c.txt", "d/e/f.txt"]), ("**/e/*", ["d/e/f.txt"]), ("*/c.txt", ["d/c.txt"]),
      (".hid*", [".hidden"]), ("*d*n*", []), ("none", []), ("d", []), ("[ab].txt", ["a.txt", "b.txt"]),
    ])
  func patterns(pattern: String, names: [String]) throws {
    try write("stdout.txt", "stderr.txt", "wd/a.txt", "wd/b.txt", "wd/d/c.txt", "wd/d/e/f.txt", "wd/.hidden")
    #expect(PatternSearch.find(pattern, from: root + "/wd").map(\.name) == names)
  }

  @Test("A directory is emptied at once, whatever is in it")
  func emptying() throws {
    try write("t/wd/a", "t/b")
    chmod(root + "/t/wd", 0)
    try Directories.make(root + "/trash")
    try Directories.makeEmpty(root + "/t", trash: root + "/trash")
    #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/t") == [])
    Directories.clear(root + "/trash")
    #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/trash") == [])
  }

  @Test("Clearing a directory follows no link")
  func links() throws {
    try write("keep/a", "trash/b")
    try FileManager.default.createSymbolicLink(atPath: root + "/trash/l", withDestinationPath: root + "/keep")
    Directories.clear(root + "/trash")
    #expect(FileManager.default.fileExists(atPath: root + "/keep/a"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/trash") == [])
  }

  @Test("Files and directories are deleted as a client asks, and nothing outside of them")
  func deleting() throws {
    try write("t/stdout.txt", "t/wd/a", "t/wd/d/b", "keep/k", "agent/journal")
    try Directories.make(root + "/trash")
    try Directories.make(root + "/t/wd/empty")
    try FileManager.default.createSymbolicLink(atPath: root + "/t/wd/link", withDestinationPath: root + "/keep")
    let directory = ConfinedDirectory(root: root + "/t")
    func code(_ path: String, recursive: Bool = false, of directory: ConfinedDirectory) -> Int32 {
      do {
        try directory.delete(path, recursive: recursive, trash: root + "/trash")
        return 0
      } catch {
        return error.code
      }
    }
    #expect(code("wd/a", of: directory) == 0 && code("wd/a", of: directory) == ENOENT)
    #expect(code("wd/empty", of: directory) == 0)
    #expect(code("wd/d", of: directory) == ENOTEMPTY && code("wd/d", recursive: true, of: directory) == 0)
    for path in ["../keep/k", "/t/stdout.txt", "wd/link/k", "none/x"] {
      #expect(code(path, recursive: true, of: directory) != 0, "\(path)")
    }
    // A link goes, and not what it leads to.
    #expect(code("wd/link", recursive: true, of: directory) == 0)
    #expect(FileManager.default.fileExists(atPath: root + "/keep/k"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/t/wd") == [])
    #expect(code("", of: directory) == ENOTEMPTY && code("", recursive: true, of: directory) == 0)
    #expect(!FileManager.default.fileExists(atPath: root + "/t"))
    let node = ConfinedDirectory(root: root, hidden: "agent")
    #expect(code("", recursive: true, of: node) == EPERM && code("agent/journal", of: node) == ENOENT)
    #expect(code("keep", recursive: true, of: node) == 0)
  }

  @Test("A program is found along the path, or from the working directory when it has a slash")
  func programs() throws {
    try write("bin/tool", "bin/data", "wd/run.sh")
    chmod(root + "/bin/tool", 0o755)
    chmod(root + "/wd/run.sh", 0o755)
    func find(_ name: String, _ path: String = "/nowhere:bin") -> String? {
      ProgramSearch.find(name, path: root + "/bin:" + path, workingDirectory: root + "/wd")
    }
    #expect(find("tool") == root + "/bin/tool")
    #expect(find("data") == nil)
    #expect(find("./run.sh") == root + "/wd/./run.sh")
    #expect(find("run.sh") == nil)
    #expect(find("run.sh", "") == root + "/wd/run.sh")
    #expect(find("/bin/sh") == "/bin/sh")
    #expect(find("/bin") == nil)
    #expect(find("") == nil)
  }
}
