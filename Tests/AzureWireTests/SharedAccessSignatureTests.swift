import AzureWire
import Testing

@Suite("Shared access signatures")
struct SharedAccessSignatureTests {
  private static let now = Timestamp("2026-03-01T12:00:00Z") ?? Timestamp(ticks: 0)

  @Test("a container's signature is the one that Python's hmac gives")
  func container() throws {
    let credential = try SharedKeyTests.credential()
    let signature = SharedAccessSignature(container: "box", permissions: "rl", now: Self.now, validFor: 3600)
    let query = QueryItems(query: signature.query(signedBy: credential).reveal())
    #expect(query["st"] == "2026-03-01T11:45:00Z")
    #expect(query["se"] == "2026-03-01T13:00:00Z")
    #expect(query["sr"] == "c")
    #expect(query["sig"] == "7r1xPrpHQMBGF3n1jNmZ/jub+TXRsF5JI2FD0Xmdym0=")
  }

  @Test(
    "signatures of old clients are verified in their own layout",
    arguments: [
      (
        "st=2018-01-01T00:00:00Z&se=2018-02-01T00:00:00Z&sp=r&sr=b&sv=2017-07-29",
        "ZxH3tu2o81sru+5Hm6Dz/SjUHxMszBn9c01CvP/aNfg="
      ),
      (
        "st=2019-01-01T00:00:00Z&se=2019-02-01T00:00:00Z&sp=r&sr=b&sv=2018-11-09",
        "pa3ZUak7QcrS6IZundExfuLibsHlxvNgoGTrKyVPwxo="
      ),
    ])
  func oldVersions(query: String, signature: String) throws {
    let items = QueryItems(query: query + "&sig=" + PercentEncoding.encode(signature))
    let parsed = try #require(SharedAccessSignature(query: items, container: "box", blob: "a b.txt"))
    let credential = try SharedKeyTests.credential()
    #expect(parsed.isSigned(items["sig"] ?? "", by: credential))
    let other = try #require(SharedAccessSignature(query: items, container: "box", blob: "b.txt"))
    #expect(!other.isSigned(items["sig"] ?? "", by: credential))
  }

  @Test("a container's signature is good for each blob in it, and for no other container")
  func scope() throws {
    let credential = try SharedKeyTests.credential()
    let signature = SharedAccessSignature(container: "box", permissions: "r", now: Self.now, validFor: 60)
    let query = QueryItems(query: signature.query(signedBy: credential).reveal())
    let inside = try #require(SharedAccessSignature(query: query, container: "box", blob: "any"))
    #expect(inside.isSigned(query["sig"] ?? "", by: credential))
    let outside = try #require(SharedAccessSignature(query: query, container: "other", blob: nil))
    #expect(!outside.isSigned(query["sig"] ?? "", by: credential))
  }

  @Test(
    "more rights or more time than were signed are refused", arguments: ["sp=rwd", "se=2030-01-01T00:00:00Z", "sr=b"])
  func tampering(change: String) throws {
    let credential = try SharedKeyTests.credential()
    let signature = SharedAccessSignature(container: "box", permissions: "r", now: Self.now, validFor: 60)
    var query = QueryItems(query: signature.query(signedBy: credential).reveal())
    let name = String(change.prefix(2))
    query.items.removeAll { $0.name == name }
    query.items += QueryItems(query: change).items
    let parsed = try #require(SharedAccessSignature(query: query, container: "box", blob: "a"))
    #expect(!parsed.isSigned(query["sig"] ?? "", by: credential))
  }

  @Test("it is valid from its start until before its end")
  func validity() throws {
    let signature = SharedAccessSignature(container: "box", permissions: "r", now: Self.now, validFor: 60)
    #expect(signature.isValid(at: Self.now))
    #expect(signature.isValid(at: Self.now.advanced(bySeconds: -900)))
    #expect(!signature.isValid(at: Self.now.advanced(bySeconds: -901)))
    #expect(!signature.isValid(at: Self.now.advanced(bySeconds: 60)))
    var broken = signature
    broken.expiry = "tomorrow"
    #expect(!broken.isValid(at: Self.now))
    broken = signature
    broken.start = "yesterday"
    #expect(!broken.isValid(at: Self.now))
  }

  @Test("a query without a signature carries none", arguments: ["", "sv=2021-08-06&sr=c", "sig=x&sr=c", "sig=x&sv=1"])
  func none(query: String) {
    #expect(SharedAccessSignature(query: QueryItems(query: query), container: "box", blob: nil) == nil)
  }
}
