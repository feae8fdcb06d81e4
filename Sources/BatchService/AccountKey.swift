import AzureWire
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// The key of the local account: 64 random bytes in Base64, in a file that
/// only its owner can read.
enum AccountKey {
  /// Reads the key, or makes one where there is none.
  ///
  /// - Throws: ``ServiceError`` when the file cannot be read or written, or
  ///   is open to others.
  static func load(path: String) throws -> Secret<String> {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      defer { close(descriptor) }
      let key = Base64.encode(MessageAuthentication.randomBytes(64))
      let bytes = Array((key + "\n").utf8)
      guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
        unlink(path)
        throw ServiceError("The key file \(path) cannot be written: \(String(cString: strerror(errno))).")
      }
      return Secret(key)
    }
    guard errno == EEXIST else {
      throw ServiceError("The key file \(path) cannot be made: \(String(cString: strerror(errno))).")
    }
    var status = stat()
    guard stat(path, &status) == 0, let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw ServiceError("The key file \(path) cannot be read; make it readable for the user who runs azp.")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw ServiceError("The key file \(path) can be read by others; run `chmod 600 \(path)`.")
    }
    let key = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard Base64.decode(key)?.isEmpty == false else {
      throw ServiceError("The key file \(path) does not hold a Base64 key; remove it, and a new key is made.")
    }
    return Secret(key)
  }
}
