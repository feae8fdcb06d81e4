import CTaskSupervisor
import Foundation
import Glibc
import NodeAgent
import Testing

@Suite("The file of a forgotten run")
struct SpareRunFilesTests {
  private let directory: String

  init() throws {
    directory = try TemporaryDirectory.make()
  }

  private func file(_ name: String) -> RunFile { RunFile(path: "\(directory)/\(name)") }

  private func number(_ descriptor: Int32) -> ino_t {
    var status = stat()
    fstat(descriptor, &status)
    return status.st_ino
  }

  /// A file as a run leaves it.
  private func finished(_ name: String) throws -> ino_t {
    let descriptor = try file(name).create()
    defer { close(descriptor) }
    let end = [UInt8](repeating: 0xA5, count: 192)
    #expect(pwrite(descriptor, end, end.count, 0) == end.count)
    return number(descriptor)
  }

  @Test("serves the next launch, empty and locked under the new name")
  func reuse() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    var spares = SpareRunFiles()
    let old = try finished("a")
    spares.retire(file("a"))
    let descriptor = try spares.create(file("b"))
    #expect(number(descriptor) == old)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["b"])
    guard case .alive(supervisor: nil, _) = try file("b").standing() else {
      Issue.record("not locked, or not empty")
      return
    }
    close(descriptor)
    #expect(try file("b").standing() == .untouched)
  }

  @Test("never takes the place of the file of a run that was launched")
  func launchedBefore() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    var spares = SpareRunFiles()
    _ = try finished("a")
    let launched = try finished("b")
    spares.retire(file("a"))
    #expect(throws: SystemError("create \(directory)/b", code: EEXIST)) { try spares.create(file("b")) }
    let descriptor = open("\(directory)/b", O_RDONLY)
    defer { close(descriptor) }
    #expect(number(descriptor) == launched)
  }

  @Test("is passed over when it is gone, or when something of its run still holds it")
  func unusable() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    var spares = SpareRunFiles()
    let held = try file("held").create()
    defer { close(held) }
    spares.retire(file("gone"))
    spares.retire(file("held"))
    let descriptor = try spares.create(file("b"))
    defer { close(descriptor) }
    #expect(number(descriptor) != number(held))
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["b"])
  }

  @Test("is deleted where enough are kept")
  func limit() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    var spares = SpareRunFiles()
    for index in 0..<100 {
      _ = try finished("\(index)")
      spares.retire(file("\(index)"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory).count == 64)
  }
}
