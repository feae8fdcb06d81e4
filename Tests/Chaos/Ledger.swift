import Foundation

/// What the tasks say they did, in the order in which they did it.
struct Ledger: Sendable {
  /// The lines of one task.
  struct Entry: Sendable {
    /// Numbers of lines in the ledger.
    var starts: [Int] = []
    var ends: [(line: Int, status: Int)] = []
    var complaints: [String] = []
  }

  private(set) var entries: [String: Entry] = [:]
  private(set) var starts = 0

  init(path: String) throws {
    let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    for (number, line) in text.split(separator: "\n").enumerated() {
      let words = line.split(separator: " ")
      guard words.count >= 4 else { throw ChaosError("The ledger has a line that is none: \(line)") }
      let key = Self.key(job: String(words[1]), task: String(words[2]))
      switch words[0] {
      case "start":
        starts += 1
        entries[key, default: Entry()].starts.append(number)
      case "end": entries[key, default: Entry()].ends.append((number, words.count > 4 ? Int(words[4]) ?? -1 : -1))
      default: entries[key, default: Entry()].complaints.append("\(words[0]) in process \(words[3])")
      }
    }
  }

  subscript(job job: String, task task: String) -> Entry { entries[Self.key(job: job, task: task)] ?? Entry() }

  private static func key(job: String, task: String) -> String { "\(job)/\(task)" }
}

struct ChaosError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
