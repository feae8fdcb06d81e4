import AzureClient
import AzureWire
import FaultTesting
import Synchronization
import Testing

@Suite("Service principals")
struct EntraTests {
  private static let secret = "v3ry~s3cret/+"
  private static let batch =
    "/subscriptions/s1/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/acct"
  private static let storage =
    "/subscriptions/s1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/store"

  private static func cloud(_ port: Int) -> AzureCloud {
    let here = "http://127.0.0.1:\(port)"
    return AzureCloud(
      name: "Test", authority: here, resourceManager: here, batchAudience: "https://batch.test/",
      storageSuffix: "core.test")
  }

  /// Runs the body with a server that is Entra, Azure Resource Manager and
  /// Batch in one, and takes requests without a key.
  private static func run<Result>(
    _ script: @escaping ScriptedServer.Script,
    _ body: (ClientSecretCredential, AzureCloud, HTTPTransport, ScriptedServer) async throws -> Result
  ) async throws -> Result {
    try await ScriptedServer.run(service: nil, script: script) { server in
      try await HTTPTransport.withTransport(environment: .init(clock: InstantClock(), jitter: { 1 })) { http in
        let cloud = cloud(server.port)
        let credential = try ClientSecretCredential(
          tenant: "t1", client: "c1", secret: Secret(secret), cloud: cloud, http: http)
        return try await body(credential, cloud, http, server)
      }
    }
  }

  private static func token(_ value: String) -> ScriptedAnswer {
    .answer(200, body: #"{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"\#(value)"}"#)
  }

  private static func batchClient(
    _ credential: ClientSecretCredential, _ cloud: AzureCloud, _ http: HTTPTransport, _ server: ScriptedServer
  ) throws -> BatchClient {
    let tokens = TokenCache(source: credential, scope: cloud.batchScope)
    let endpoint = "http://127.0.0.1:\(server.port)"
    let account = BatchAccount(
      batchEndpoint: endpoint, batchCredential: .token(tokens, account: "acct"), blobEndpoint: endpoint,
      storageCredential: .token(tokens, account: "acct"))
    return try BatchClient(account: account, http: http)
  }

  @Test("a token is asked for as Entra wants it, and carried by all requests after")
  func asked() async throws {
    let script: ScriptedServer.Script = { request in
      request.path.hasSuffix("/token") ? Self.token("T1") : .answer(200, body: #"{"id":"a"}"#)
    }
    try await Self.run(script) { credential, cloud, http, server in
      let client = try Self.batchClient(credential, cloud, http, server)
      for _ in 0..<3 { _ = try await client.job("a") }
      let requests = server.requests
      #expect(requests.map(\.path) == ["/t1/oauth2/v2.0/token", "/jobs/a", "/jobs/a", "/jobs/a"])
      let form = QueryItems(query: requests[0].text)
      #expect(form["grant_type"] == "client_credentials")
      #expect(form["client_id"] == "c1")
      #expect(form["client_secret"] == Self.secret)
      #expect(form["scope"] == "https://batch.test//.default")
      #expect(requests.dropFirst().allSatisfy { $0.header("authorization") == "Bearer T1" })
    }
  }

  @Test("a token that the service takes no more is replaced once")
  func replaced() async throws {
    let count = Mutex(0)
    let script: ScriptedServer.Script = { request in
      guard !request.path.hasSuffix("/token") else {
        return Self.token(
          "T"
            + String(
              count.withLock {
                $0 += 1; return $0
              }))
      }
      return request.header("authorization") == "Bearer T1"
        ? .answer(401, body: TestAccount.error("AuthenticationFailed")) : .answer(200, body: #"{"id":"a"}"#)
    }
    try await Self.run(script) { credential, cloud, http, server in
      let client = try Self.batchClient(credential, cloud, http, server)
      _ = try await client.job("a")
      _ = try await client.job("a")
      #expect(server.requests.count == 5)
    }
  }

  @Test("an account that takes no token is an error that says so")
  func noRole() async throws {
    let script: ScriptedServer.Script = { request in
      request.path.hasSuffix("/token")
        ? Self.token("T1") : .answer(401, body: TestAccount.error("AuthenticationFailed"))
    }
    try await Self.run(script) { credential, cloud, http, server in
      let client = try Self.batchClient(credential, cloud, http, server)
      let error = try #require(try await azureError { try await client.job("a") })
      #expect(error.kind == .authentication)
      #expect(error.description.contains(#"did not accept the Microsoft Entra token for account "acct""#))
      #expect(!error.description.contains("T1"))
    }
  }

  @Test("a wrong secret is told in Entra's words, without the secret and the numbers for operators")
  func wrongSecret() async throws {
    let body = #"""
      {"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Trace ID: 11-22 \#
      Correlation ID: 33 Timestamp: 2026-03-01 12:00:00Z","error_codes":[7000215],"correlation_id":"33"}
      """#
    try await Self.run({ _ in .answer(401, body: body) }) { credential, _, _, server in
      let error = try #require(try await azureError { try await credential.token(for: "s") })
      #expect(error.kind == .authentication)
      #expect(error.code == "invalid_client")
      #expect(error.requestID == "33")
      #expect(
        error.description
          == #"Microsoft Entra gave application "c1" of tenant "t1" no token: AADSTS7000215: Invalid client secret "#
          + "provided; check the tenant's id, the application's id and its secret.")
      #expect(server.requests.count == 1)
    }
  }

  @Test("Entra is asked again when it is busy")
  func busy() async throws {
    let script: ScriptedServer.Script = { $0.index < 2 ? .answer(503) : Self.token("T") }
    try await Self.run(script) { credential, _, _, server in
      let token = try await credential.token(for: "s")
      #expect(token.value.reveal() == "T")
      #expect(server.requests.count == 3)
    }
  }

  @Test("no token and no secret goes where it can be read on its way")
  func insecure() async throws {
    try await HTTPTransport.withTransport { http in
      var cloud = AzureCloud.public
      cloud.authority = "http://login.example.com"
      let secretError = try await azureError {
        try ClientSecretCredential(tenant: "t", client: "c", secret: Secret("s"), cloud: cloud, http: http)
      }
      #expect(secretError?.code == "InsecureEndpoint")
      let source = try ClientSecretCredential(tenant: "t", client: "c", secret: Secret("s"), http: http)
      let tokens = TokenCache(source: source, scope: "s")
      let account = BatchAccount(
        batchEndpoint: "http://batch.example.com", batchCredential: .token(tokens, account: "a"),
        blobEndpoint: "https://x", storageCredential: .token(tokens, account: "a"))
      let error = try await azureError { try BatchClient(account: account, http: http) }
      #expect(error?.code == "InsecureEndpoint")
    }
  }

  @Test("a principal finds endpoint and storage key of its accounts")
  func account() async throws {
    let script: ScriptedServer.Script = { request in
      let port = request.header("host")?.split(separator: ":").last ?? ""
      return switch (request.method, request.path) {
      case ("POST", "/t1/oauth2/v2.0/token"): Self.token(request.text.contains("batch.test") ? "B" : "M")
      case ("GET", Self.batch):
        .answer(
          200,
          body: #"{"location":"west","properties":{"accountEndpoint":"http://127.0.0.1:\#(port)","x":1,"#
            + #""autoStorage":{"storageAccountId":"\#(Self.storage)"}}}"#)
      case ("GET", Self.storage):
        .answer(200, body: #"{"properties":{"primaryEndpoints":{"blob":"http://127.0.0.1:\#(port)/store/"}}}"#)
      case ("POST", Self.storage + "/listKeys"):
        .answer(200, body: #"{"keys":[{"keyName":"key1","value":"a2V5","permissions":"FULL"}]}"#)
      case ("GET", "/jobs/a"): .answer(200, body: #"{"id":"a"}"#)
      default: .answer(404)
      }
    }
    try await Self.run(script) { credential, cloud, http, server in
      let management = try ManagementClient(cloud: cloud, source: credential, http: http)
      let account = try await management.account(
        batch: try ManagedResourceID(Self.batch), storage: try ManagedResourceID(Self.storage))
      #expect(account.blobEndpoint == "http://127.0.0.1:\(server.port)/store/")
      #expect(account.storageCredential.account == "store")
      _ = try await BatchClient(account: account, http: http).job("a")
      let last = try #require(server.requests.last)
      #expect(last.header("authorization") == "Bearer B")
      let found = try await management.batchAccount(try ManagedResourceID(Self.batch))
      #expect(found.storageAccount == Self.storage)
      let versions = Set(server.requests.compactMap { $0.query["api-version"] })
      #expect(versions == ["2024-07-01", "2023-05-01", "2025-06-01"])
      let managed = server.requests.filter { $0.path.hasPrefix("/subscriptions") }
      #expect(managed.allSatisfy { $0.header("authorization") == "Bearer M" })
    }
  }

  @Test("errors of Azure Resource Manager are told in its words")
  func managementError() async throws {
    let script: ScriptedServer.Script = { request in
      request.path.hasSuffix("/token")
        ? Self.token("M")
        : .answer(403, body: #"{"error":{"code":"AuthorizationFailed","message":"The client may not read."}}"#)
    }
    try await Self.run(script) { credential, cloud, http, _ in
      let management = try ManagementClient(cloud: cloud, source: credential, http: http)
      let id = try ManagedResourceID(Self.storage)
      let error = try #require(try await azureError { try await management.storageKeys(id) })
      #expect(error.kind == .authentication)
      #expect(error.code == "AuthorizationFailed")
      #expect(error.description.contains("The client may not read"))
    }
  }

  @Test(
    "a text that is no resource id is refused before anything is asked", arguments: ["", "acct", "/a/b/c/d/e/f/g/h"])
  func resourceID(text: String) {
    #expect(throws: AzureError.self) { try ManagedResourceID(text) }
  }

  @Test("each cloud has its own hosts, by doAzureParallel's names")
  func clouds() throws {
    #expect(AzureCloud.all.map(\.name) == ["Azure", "AzureChina", "AzureUSGov", "AzureGermany"])
    let government = try #require(AzureCloud(named: "azureusgov"))
    #expect(government.managementScope == "https://management.usgovcloudapi.net/.default")
    #expect(government.batchScope == "https://batch.core.usgovcloudapi.net//.default")
    #expect(AzureCloud.china.blobEndpoint(account: "a") == "https://a.blob.core.chinacloudapi.cn")
    #expect(AzureCloud(named: "Mars") == nil)
    for member in [\AzureCloud.authority, \.resourceManager, \.batchAudience, \.storageSuffix] {
      #expect(Set(AzureCloud.all.map { $0[keyPath: member] }).count == AzureCloud.all.count)
    }
  }
}
