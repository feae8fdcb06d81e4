import Foundation

/// A directory for one run, on the disk that the state directory is on.
struct Workplace {
  let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appending(path: "engine-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  /// A new, empty directory.
  func directory(_ name: String) throws -> String {
    let url = root.appending(path: "\(name)-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url.path
  }

  func remove() {
    do {
      try FileManager.default.removeItem(at: root)
    } catch {
      print("The directory \(root.path) stays: \(error)")
    }
  }
}
