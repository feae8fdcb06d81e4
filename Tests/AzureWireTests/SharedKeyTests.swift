import AzureWire
import Testing

@Suite("Shared key signatures")
struct SharedKeyTests {
  /// `a key of thirty-two bytes, about`; the signatures below were computed
  /// with it by Python's hmac module.
  static func credential() throws -> SharedKeyCredential {
    try #require(
      SharedKeyCredential(account: "acct", base64Key: Secret("YSBrZXkgb2YgdGhpcnR5LXR3byBieXRlcywgYWJvdXQ=")))
  }

  private static let date = "Sun, 01 Mar 2026 12:00:00 GMT"

  private func batch(_ method: String, _ path: String, _ query: String, _ headers: [(String, String)] = [])
    -> SharedKeyRequest
  {
    SharedKeyRequest(
      service: .batch, method: method, path: path, query: QueryItems(query: query),
      headers: headers.map { ($0.0, $0.1) } + [("ocp-date", Self.date)])
  }

  @Test("a list with a filter is signed over its decoded, sorted query")
  func batchList() throws {
    let query = "maxresults=10&$filter=state%20eq%20%27active%27&api-version=2025-06-01&$select="
    let request = batch("GET", "/jobs", query, [("content-length", "0"), ("date", "x"), ("accept", "y")])
    #expect(
      request.stringToSign(account: "acct")
        == "GET\n\n\n\n\n\n\n\n\n\n\n\nocp-date:\(Self.date)\n/acct/jobs\n$filter:state eq 'active'\n"
        + "api-version:2025-06-01\nmaxresults:10")
    #expect(
      try Self.credential().authorization(for: request)
        == "SharedKey acct:R2FtqHxLUW0zoORPTOZe2W2aMq29jvFjrFTeXrmIzuk=")
  }

  @Test("a body signs its length and type, and the path as it is sent")
  func batchPost() throws {
    let request = batch(
      "POST", "/jobs/a%2Fb", "api-version=2025-06-01",
      [("content-length", "5"), ("content-type", "application/json; odata=minimalmetadata")])
    #expect(
      try Self.credential().authorization(for: request)
        == "SharedKey acct:atls646PAXhg545heHIVz5vapiEhH3WMnM8+ocYzOig=")
  }

  @Test("a deletion signs the length 0, whether it is sent or not", arguments: [[], [("content-length", "0")]])
  func batchDelete(headers: [(String, String)]) throws {
    let request = batch("DELETE", "/jobs/a", "api-version=2025-06-01", headers)
    #expect(
      try Self.credential().authorization(for: request)
        == "SharedKey acct:KsQdhKOhEUHkzbKEBmonGrNU2mBzT/zsJgHvIU14vcM=")
  }

  @Test("storage signs the length 0 as nothing, and a path-style account twice")
  func storage() throws {
    let request = SharedKeyRequest(
      service: .storage, method: "PUT", path: "/acct/box", query: QueryItems(query: "restype=container"),
      headers: [("x-ms-version", "2021-08-06"), ("x-ms-date", Self.date), ("content-length", "0")])
    #expect(
      try Self.credential().authorization(for: request)
        == "SharedKey acct:k61RcjxzKaQnAinpKqW+onlAV5Enw25PXKnB8xgjvcw=")
  }

  @Test("values of one name are sorted and joined, names lowered")
  func repeatedParameters() {
    let text = batch("GET", "/x", "B=2&a=z&b=1").stringToSign(account: "acct")
    #expect(text.hasSuffix("/acct/x\na:z\nb:1,2"))
  }

  @Test("every way of signing that clients have is verified")
  func variants() throws {
    let credential = try Self.credential()
    let request = batch("DELETE", "/jobs/a", "api-version=1&empty=")
    for skipsEmpty in [true, false] {
      for length in ["0", ""] {
        let text = request.stringToSign(account: "acct", contentLength: length, skipsEmptyParameters: skipsEmpty)
        #expect(credential.verify(authorization: "SharedKey acct:\(credential.sign(text))", for: request))
      }
    }
  }

  @Test("a request that was changed after it was signed is refused")
  func tampering() throws {
    let credential = try Self.credential()
    let headers = [("content-length", "5"), ("content-type", "text/plain")]
    let request = batch("POST", "/jobs", "api-version=1", headers)
    let signature = credential.authorization(for: request)
    #expect(credential.verify(authorization: signature, for: request))
    let others = [
      batch("PUT", "/jobs", "api-version=1", headers), batch("POST", "/job", "api-version=1", headers),
      batch("POST", "/jobs", "api-version=2", headers),
      batch("POST", "/jobs", "api-version=1", [("content-length", "6"), ("content-type", "text/plain")]),
      batch("POST", "/jobs", "api-version=1", headers + [("ocp-range", "bytes=0-1")]),
    ]
    for other in others { #expect(!credential.verify(authorization: signature, for: other)) }
  }

  @Test(
    "a header that is no signature of the account is refused",
    arguments: [
      "", "SharedKey", "SharedKey acct:", "SharedKey acct:!!", "SharedKey other:AAAA", "Bearer x",
      "SharedKeyLite acct:AAAA",
    ])
  func malformed(header: String) throws {
    #expect(try !Self.credential().verify(authorization: header, for: batch("GET", "/jobs", "")))
  }

  @Test("a key that is no Base64 gives no credential")
  func badKey() {
    #expect(SharedKeyCredential(account: "a", base64Key: Secret("not base64!")) == nil)
  }

  @Test("a key is not seen in anything that is printed")
  func redaction() throws {
    let credential = try Self.credential()
    var dumped = ""
    dump(credential, to: &dumped)
    dumped += "\(credential) \(String(reflecting: credential)) \(Secret("hush")) \(String(reflecting: Secret("hush")))"
    #expect(dumped.contains("<redacted>"))
    #expect(!dumped.contains("hush") && !dumped.contains("YSBrZXk") && !dumped.contains("97"))
  }
}
