import BatchService
import Foundation
import GRDB
import Testing

@Suite("Space for the database")
struct SpaceTests {
  @Test("is taken in advance, in the database and in its log, and again at each start without growing")
  func reserve() async throws {
    let test = try await TestStore()
    try await test.addJob()
    func size(_ suffix: String) throws -> Int {
      let attributes = try FileManager.default.attributesOfItem(atPath: test.store.database.path + suffix)
      return try #require(attributes[.size] as? Int)
    }
    try await test.store.reserveSpace()
    let free = try await test.store.database.read {
      try #require(
        try Int.fetchOne($0, sql: "SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size"))
    }
    #expect(free >= Store.reserve)
    #expect(try size("-wal") >= Store.reserve)
    let before = try size("")
    try await test.store.reserveSpace()
    #expect(try size("") == before)
    _ = try await test.store.job("job1")
  }
}
