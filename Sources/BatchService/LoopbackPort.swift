#if canImport(Glibc)
  import Glibc
#endif

/// Ports of 127.0.0.1.
enum LoopbackPort {
  /// Whether nobody has the port at this moment, not even for connections that
  /// have ended lately.
  static func isFree(_ port: Int) -> Bool { canBind(port, besideEnded: false) }

  /// Whether nobody listens on the port at this moment.
  static func canListen(_ port: Int) -> Bool { canBind(port, besideEnded: true) }

  private static func canBind(_ port: Int, besideEnded: Bool) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var reuses: Int32 = besideEnded ? 1 : 0
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuses, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(clamping: port).bigEndian)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
