import Foundation
import LineEditor
import Wording

/// Files and directories for completion.
enum PathCandidates {
  /// - Parameter prefix: what of the path is written; `~/` is the home directory.
  static func matching(_ prefix: String) -> [Completion.Candidate] {
    let parts = prefix.split(separator: "/", omittingEmptySubsequences: false)
    let stem = String(parts.last ?? "")
    let directory = String(prefix.dropLast(stem.count))
    let path = directory.isEmpty ? "." : UserPath.expanded(directory)
    // A directory that cannot be read offers nothing.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasPrefix(stem) && (!stem.isEmpty || !$0.hasPrefix(".")) }.sorted().map { name in
      var isDirectory: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isDirectory)
      return Completion.Candidate(directory + name + (isDirectory.boolValue ? "/" : ""), display: name)
    }
  }
}
