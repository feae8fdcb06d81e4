import Foundation

extension TestServer {
  /// The files that hold blobs, and those that are being written.
  func blobFiles() throws -> [String] {
    let root = directory.path + "/blobs"
    return try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.contains("/") }
  }
}
