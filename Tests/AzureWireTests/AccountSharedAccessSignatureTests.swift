import AzureWire
import Testing

@Suite("Shared access signatures of accounts")
struct AccountSharedAccessSignatureTests {
  private static let now = Timestamp("2026-03-01T12:00:00Z") ?? Timestamp(ticks: 0)

  @Test("the signature is the one that Azure's own Python client gives")
  func vector() throws {
    let credential = try SharedKeyTests.credential()
    let signature = AccountSharedAccessSignature(
      permissions: "rwdl", resourceTypes: "sco", now: Self.now, validFor: 3600)
    let query = QueryItems(query: signature.query(signedBy: credential).reveal())
    #expect(query["sig"] == "ZvMfVqkVCq9z//4Se9iFKdkyYVpm/2qYCpqXVvN7udM=")
    #expect(query["ss"] == "b" && query["srt"] == "sco" && query["sp"] == "rwdl")
  }

  @Test("a signature is read back, and holds for its time and rights alone")
  func verified() throws {
    let credential = try SharedKeyTests.credential()
    let signature = AccountSharedAccessSignature(
      permissions: "lr", resourceTypes: "oc", now: Self.now, validFor: 60)
    let query = QueryItems(query: signature.query(signedBy: credential).reveal())
    var parsed = try #require(AccountSharedAccessSignature(query: query))
    #expect(parsed.permissions == "rl" && parsed.resourceTypes == "co")
    #expect(parsed.isSigned(query["sig"] ?? "", by: credential))
    #expect(parsed.isValid(at: Self.now) && !parsed.isValid(at: Self.now.advanced(bySeconds: 61)))
    parsed.permissions = "rwl"
    #expect(!parsed.isSigned(query["sig"] ?? "", by: credential))
    #expect(AccountSharedAccessSignature(query: QueryItems(query: "sv=1&sr=c&sig=x")) == nil)
  }
}
