import AzureClient
import AzureWire
import Testing

@Suite("Endpoints")
struct EndpointTests {
  @Test(
    "an address is read with and without scheme, own port and slash at the end",
    arguments: [
      ("https://acct.blob.core.windows.net", "https://acct.blob.core.windows.net/box?"),
      ("acct.blob.core.windows.net", "https://acct.blob.core.windows.net/box?"),
      ("HTTPS://Acct.blob.core.windows.net:443/", "https://acct.blob.core.windows.net/box?"),
      ("http://127.0.0.1:24817/local/", "http://127.0.0.1:24817/local/box?"),
      ("http://[::1]:24817/local", "http://[::1]:24817/local/box?"), ("http://localhost", "http://localhost/box?"),
    ])
  func reading(endpoint: String, beginning: String) async throws {
    try await HTTPTransport.withTransport { http in
      var account = TestAccount.account(port: 1)
      account.blobEndpoint = endpoint
      let client = try BlobClient(account: account, http: http)
      let url = client.containerURL("box", permissions: "rl", validFor: .seconds(60)).reveal()
      #expect(url.hasPrefix(beginning), "\(url)")
    }
  }

  @Test(
    "what is no address is refused before any request",
    arguments: [
      "", "ftp://x", "http://", "http://a:b", "http://a:0", "http://a:70000", "http://u@h", "http://a b",
      "https://h/?x=1",
    ])
  func invalid(text: String) async throws {
    try await HTTPTransport.withTransport { http in
      var account = TestAccount.account(port: 1)
      account.batchEndpoint = text
      let error = try #require(try await azureError { try BatchClient(account: account, http: http) })
      #expect(error.kind == .invalidRequest)
      #expect(error.isCode("InvalidEndpoint"))
    }
  }

  @Test("a signed URL in place of an address is not repeated with its signature")
  func redaction() async throws {
    try await HTTPTransport.withTransport { http in
      var account = TestAccount.account(port: 1)
      account.batchEndpoint = "https://h/box?sv=1&sig=secret"
      let error = try #require(try await azureError { try BatchClient(account: account, http: http) })
      #expect(!error.description.contains("secret"))
    }
  }
}
