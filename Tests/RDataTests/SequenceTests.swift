import Foundation
import RData
import Testing

@Suite("A file of serializations, one behind the other")
struct SequenceTests {
  private let values: [RValue] = [.int(1), .list([.string("two"), .null], names: ["a", "b"]), .number(3)]

  private var bytes: [UInt8] {
    get throws { try values.flatMap { try RDS.write($0, compression: .none) } }
  }

  @Test("gives all its values")
  func whole() throws {
    #expect(RDS.readSequence(try bytes) == values)
    #expect(RDS.readSequence([]) == [])
  }

  @Test("gives the values before a torn end, wherever it is torn")
  func torn() throws {
    let bytes = try bytes
    let last = try RDS.write(values[2], compression: .none).count
    for missing in 1...last {
      #expect(RDS.readSequence(Array(bytes.dropLast(missing))) == Array(values.prefix(2)))
    }
  }

  @Test("is what R's serialize() appends to a connection", .enabled(if: RScript.exists))
  func appendedByR() throws {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        """
        for (value in list(1L, list(a = "two", b = new.env()), mean)) {
          connection <- file("values", "ab")
          serialize(value, connection)
          close(connection)
        }
        """, in: folder)
      let values = RDS.readSequence(Array(try Data(contentsOf: folder.appending(path: "values"))))
      #expect(values.count == 3 && values.first == .int(1) && values[1].element("a") == .string("two"))
    }
  }
}
