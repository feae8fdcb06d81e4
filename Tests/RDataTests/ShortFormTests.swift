import RData
import Testing

/// Vectors that R stores by their rule, from the text that R writes for them.
@Suite("Short forms of vectors")
struct ShortFormTests {
  private func read(_ items: String) throws -> RValue {
    let text = "A\n3\n262658\n197888\n5\nUTF-8\n" + items.split(separator: " ").joined(separator: "\n") + "\n"
    return try RDS.read(Array(text.utf8))
  }

  private static let sequence = "238 2 1 262153 14 compact_intseq 2 1 262153 4 base 2 13 1 13 254"

  @Test("a sequence of integers reads in full, downwards too")
  func integers() throws {
    #expect(try read(Self.sequence + " 14 3 4 1 1 254") == RValue(.integer([1, 2, 3, 4])))
    #expect(try read(Self.sequence + " 14 3 3 3 -1 254") == RValue(.integer([3, 2, 1])))
  }

  @Test("a sequence of numbers reads in full, as R has them beyond its integers")
  func numbers() throws {
    let sequence = Self.sequence.replacing("14 compact_intseq", with: "15 compact_realseq")
    #expect(try read(sequence + " 14 3 3 2147483648 1 254") == RValue(.double([2147483648, 2147483649, 2147483650])))
    #expect(try read(sequence + " 14 3 2 1 -1 1026 1 262153 1 k 13 1 5 254").attributes["k"] == .int(5))
  }

  @Test("a sequence that would fill the memory is refused")
  func endless() {
    #expect(throws: RDSError.self) { try read(Self.sequence + " 14 3 3000000000 1 1 254") }
    let realSequence = Self.sequence.replacing("14 compact_intseq", with: "15 compact_realseq")
    let error = #expect(throws: RDSError.self) { try read(realSequence + " 14 3 9007199254740993 1 1 254") }
    #expect(error?.code == .tooLarge)
    #expect(error?.description.contains("\(RDS.defaultSizeLimit)") == true)
    #expect(throws: RDSError.self) { try read(Self.sequence + " 14 3 10 2147483645 1 254") }
    #expect(throws: RDSError.self) { try read(Self.sequence + " 14 3 NaN 1 1 254") }
  }

  @Test("deferred strings and wrapped vectors read as what they stand for")
  func strings() throws {
    let deferred = "238 2 1 262153 15 deferred_string 2 1 262153 4 base 2 13 1 16 254 2 13 3 5 NA 7 13 1 0 254"
    #expect(try read(deferred) == RValue(.character(["5", nil, "7"])))
    let wrapped = "238 2 1 262153 9 wrap_real 2 1 262153 4 base 2 13 1 14 254 2 14 2 1.5 NA 13 2 1 0 254"
    #expect(try read(wrapped) == RValue(.double([1.5, .naReal])))
    let list = "238 2 1 262153 9 wrap_list 2 1 262153 4 base 2 13 1 19 254 2 19 2 13 1 5 254 13 2 1 0 254"
    #expect(try read(list) == .list([.int(5), .null]))
  }

  @Test("a class that only a package knows is carried along")
  func unknown() throws {
    let text = "238 2 1 262153 9 mmap_real 2 1 262153 4 base 2 13 1 14 254 254 254"
    let value = try read(text)
    guard case .opaque(let opaque) = value.storage else {
      Issue.record("It was not kept as opaque.")
      return
    }
    #expect(opaque.typeName == "double")
    #expect(try RDS.read(RDS.write(value)) == value)
  }
}
