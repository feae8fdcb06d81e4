import AsyncHTTPClient
import AzureClient
import AzureWire
import FaultTesting
import NIOCore
import NIOHTTP1

extension TestServer {
  /// Hands a request on to the service, and its answer back.
  func forward(_ received: ReceivedRequest) async -> ScriptedAnswer {
    var request = HTTPClientRequest(url: "\(endpoint)\(received.uri)")
    request.method = HTTPMethod(rawValue: received.method)
    request.headers = received.headers
    request.headers.remove(name: "Host")
    request.headers.remove(name: "Connection")
    if !received.body.isEmpty { request.body = .bytes(ByteBuffer(bytes: received.body)) }
    do {
      let response = try await http.execute(request, timeout: .seconds(60))
      let body = try await response.body.collect(upTo: 1 << 20)
      let kept = response.headers.filter { !["content-length", "connection"].contains($0.name.lowercased()) }
      return .answer(Int(response.status.code), headers: kept.map { ($0.name, $0.value) }, body: String(buffer: body))
    } catch {
      return .drop
    }
  }

  /// Runs the body with a Batch client whose line to the service is the script's.
  func withLine(
    retry: RetryPolicy, script: @escaping ScriptedServer.Script, _ body: (BatchClient) async throws -> Void
  ) async throws {
    try await ScriptedServer.run(service: nil, credential: Self.credential, script: script) { line in
      let account = BatchAccount(
        batchEndpoint: "http://127.0.0.1:\(line.port)", batchCredential: Self.credential, blobEndpoint: endpoint,
        storageCredential: Self.credential)
      try await HTTPTransport.withTransport(retry: retry) {
        try await body(try BatchClient(account: account, http: $0))
      }
    }
  }
}
