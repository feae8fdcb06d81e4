import AzureWire
import Foundation
import Synchronization
import Testing

@Suite("A service to which connections come all the time", .serialized, .timeLimit(.minutes(5)))
struct ServiceEndTests {
  /// Connects to a port again and again, until it goes.
  private final class Hail: Sendable {
    private let isOver = Mutex(false)

    init(on port: Int) {
      for _ in 0..<4 {
        Thread { [self] in
          while !isOver.withLock({ $0 }) { Self.connect(port) }
        }.start()
      }
    }

    func end() { isOver.withLock { $0 = true } }

    private static func connect(_ port: Int) {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard file >= 0 else { return }
      _ = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Foundation.connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      close(file)
    }
  }

  private func serve(_ home: Home, _ body: () async throws -> Void = {}) async throws -> Outcome {
    let port = Int.random(in: 20_000..<32_000)
    let hail = Hail(on: port)
    defer { hail.end() }
    async let outcome = home.azp("serve", "--port", "\(port)", deadline: .seconds(60))
    try await body()
    return try await outcome
  }

  @Test("ends when it is told to, and not of a crash", arguments: 0..<4)
  func told(round: Int) async throws {
    try await Home.use { home in
      let outcome = try await serve(home) {
        try await eventually("the service is ready") { (try? home.service()) != nil }
        kill(try home.service().processID, SIGTERM)
      }
      #expect(outcome.status == 0, "\(outcome)")
    }
  }

  @Test("says why it cannot go on, and does not die of a crash", arguments: 0..<4)
  func failed(round: Int) async throws {
    try await Home.use { home in
      let description = StatePaths(directory: home.stateDirectory).description
      try FileManager.default.createDirectory(atPath: description, withIntermediateDirectories: true)
      let outcome = try await serve(home)
      #expect(outcome.status == 1 && outcome.errors.contains("\(description) cannot be written"), "\(outcome)")
    }
  }
}
