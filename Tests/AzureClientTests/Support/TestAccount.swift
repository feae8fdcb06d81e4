import AzureClient
import AzureWire
import FaultTesting

/// The account that all tests here use, and clients of it.
enum TestAccount {
  static let credential = makeCredential("local")

  private static func makeCredential(_ account: String) -> SharedKeyCredential {
    let key = Secret(Base64.encode(Array("a key of thirty-two bytes, about".utf8)))
    guard let credential = SharedKeyCredential(account: account, base64Key: key) else {
      preconditionFailure("the key of the tests is Base64")
    }
    return credential
  }

  static func account(port: Int) -> BatchAccount {
    BatchAccount(
      batchEndpoint: "http://127.0.0.1:\(port)", batchCredential: credential,
      blobEndpoint: "http://127.0.0.1:\(port)/local", storageCredential: credential)
  }

  /// Runs the body with a Batch client and a server that follows the script.
  static func withBatch<Result>(
    clock: InstantClock = InstantClock(), retry: RetryPolicy = RetryPolicy(), script: @escaping ScriptedServer.Script,
    _ body: (BatchClient, ScriptedServer) async throws -> Result
  ) async throws -> Result {
    try await ScriptedServer.run(script: script) { server in
      try await HTTPTransport.withTransport(retry: retry, environment: .init(clock: clock, jitter: { 1 })) { http in
        try await body(try BatchClient(account: account(port: server.port), http: http), server)
      }
    }
  }

  /// The same with a Blob client.
  static func withBlobs<Result>(
    retry: RetryPolicy = RetryPolicy(), script: @escaping ScriptedServer.Script,
    _ body: (BlobClient, ScriptedServer) async throws -> Result
  ) async throws -> Result {
    try await ScriptedServer.run(service: .storage, script: script) { server in
      try await HTTPTransport.withTransport(
        retry: retry, environment: .init(clock: InstantClock(), jitter: { 1 })
      ) { http in
        try await body(try BlobClient(account: account(port: server.port), http: http), server)
      }
    }
  }

  /// The body of an error as Batch writes it.
  static func error(_ code: String, _ message: String = "Something is wrong.") -> String {
    ScriptedAnswer.errorBody(code, message)
  }
}

extension ScriptedServer {
  /// Runs the body with a server of ``TestAccount``, and ends the server after
  /// it.
  static func run<Result>(
    service: SharedKeyRequest.Service? = .batch, script: @escaping Script,
    _ body: (ScriptedServer) async throws -> Result
  ) async throws -> Result {
    try await run(service: service, credential: TestAccount.credential, script: script, body)
  }
}

/// The ``AzureError`` that the body throws; nil when it throws none.
func azureError<Result>(_ body: () async throws -> Result) async throws -> AzureError? {
  do {
    _ = try await body()
    return nil
  } catch let error as AzureError {
    return error
  }
}
