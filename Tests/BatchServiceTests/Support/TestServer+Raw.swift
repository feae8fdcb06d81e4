import Foundation

#if canImport(Glibc)
  import Glibc
#endif

extension TestServer {
  /// Sends bytes as they are, and reads what comes until the server closes
  /// the connection, some seconds pass in silence, or an answer is complete.
  ///
  /// - Parameter endsAfter: Whether the client says that nothing more comes.
  func exchange(raw text: String, patience: Int = 1, endsAfter: Bool = false) async throws -> String {
    let port = port
    return await withCheckedContinuation { continuation in
      // Sockets block, which no thread of the tests' own may.
      Thread.detachNewThread {
        continuation.resume(returning: Self.talk(to: port, Array(text.utf8), patience, endsAfter))
      }
    }
  }

  private static func talk(to port: Int, _ bytes: [UInt8], _ seconds: Int, _ endsAfter: Bool) -> String {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var patience = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { return "" }
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { break }
      sent += count
    }
    if endsAfter { shutdown(descriptor, Int32(SHUT_WR)) }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while !isComplete(answer) {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      answer += buffer[..<count]
    }
    return String(decoding: answer, as: UTF8.self)
  }

  private static func isComplete(_ answer: [UInt8]) -> Bool {
    let text = String(decoding: answer, as: UTF8.self)
    guard let head = text.range(of: "\r\n\r\n"), let length = text.firstMatch(of: /(?i)content-length: *([0-9]+)/),
      let size = Int(length.1)
    else { return false }
    return text[head.upperBound...].utf8.count >= size
  }
}
