import Glibc

/// The names in an open directory, without `.` and `..`, in the order in
/// which the file system gives them.
struct DirectoryEntries: Sequence, IteratorProtocol {
  private let stream: OpaquePointer

  init(_ stream: OpaquePointer) {
    self.stream = stream
  }

  func next() -> String? {
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { return name }
    }
    return nil
  }
}
