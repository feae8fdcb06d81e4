#if canImport(Glibc)
  internal import Glibc
#endif

/// A file in which a value travels.
enum ExchangeFile {
  /// Writes a new file that only this user can read.
  static func write(_ bytes: [UInt8], to path: String) throws(LocalRError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .transfer("Writing \(path)", errorNumber: errno) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .transfer("Writing \(path)", errorNumber: errno) }
      written += count
    }
  }

  /// Reads a file and removes it.
  static func take(_ path: String) throws(LocalRError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .transfer("Reading \(path)", errorNumber: errno) }
    defer {
      close(descriptor)
      unlink(path)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .transfer("Reading \(path)", errorNumber: errno) }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, filled in
      while filled < buffer.count {
        let count = read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
        if count < 0, errno == EINTR { continue }
        if count < 0 { failure = errno }
        guard count > 0 else { return }
        filled += count
      }
    }
    guard failure == 0 else { throw .transfer("Reading \(path)", errorNumber: failure) }
    return bytes
  }
}
