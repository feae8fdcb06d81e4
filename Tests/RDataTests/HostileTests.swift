import Foundation
import RData
import Testing

/// Bytes that are made to do harm.
@Suite("Hostile bytes")
struct HostileTests {
  private static let header = Array("X\n".utf8) + [0, 0, 0, 2, 0, 2, 3, 0, 0, 2, 3, 0]

  /// What a compressor that R has makes of bytes.
  private static func packed(_ bytes: [UInt8], _ kind: String) throws -> [UInt8] {
    try RScript.withFolder { folder in
      try Data(bytes).write(to: folder.appending(path: "x"))
      _ = try RScript.run(
        "x <- readBin('x', 'raw', 1e9); o <- \(kind)file('y', 'wb'); writeBin(x, o); close(o)", in: folder)
      return try Data(contentsOf: folder.appending(path: "y")).octets
    }
  }

  @Test(
    "a bomb stops at the limit, which the caller sets", .enabled(if: RScript.exists), arguments: ["gz", "bz", "xz"])
  func bomb(kind: String) throws {
    let count = 400_000
    let value = RValue(.double(Array(repeating: 0, count: count)))
    let bytes = try Self.packed(RDS.write(value, compression: .none), kind)
    #expect(bytes.count < 10_000)
    let error = #expect(throws: RDSError.self) { try RDS.read(bytes, sizeLimit: 1_000_000) }
    #expect(error?.code == .tooLarge)
    #expect(error?.description.contains("1000000 bytes") == true)
    #expect(try RDS.read(bytes, sizeLimit: 3_300_000) == value)
  }

  @Test("a bomb behind the value stops as well")
  func bombBehind() throws {
    let value = try RDS.write(.number(1), compression: .none)
    let bytes = try RDS.write(RValue(.raw(Array(repeating: 0, count: 5_000_000))))
    let error = #expect(throws: RDSError.self) {
      try RDS.read(gzip(value) + bytes, sizeLimit: 1_000_000)
    }
    #expect(error?.code == .tooLarge)
  }

  /// A gzip file of bytes, stored as they are: RFC 1951, section 3.2.4.
  private func gzip(_ bytes: [UInt8]) -> [UInt8] {
    let size = bytes.count
    var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1]
    file += [UInt8(size & 255), UInt8(size >> 8), UInt8(~size & 255), UInt8(~size >> 8 & 255)] + bytes
    var checksum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1 }
    }
    checksum = ~checksum
    for word in [checksum, UInt32(size)] { file += (0..<4).map { UInt8(word >> (8 * UInt32($0)) & 255) } }
    return file
  }

  @Test(
    "no flipped bit and no missing byte of a compressed file goes unnoticed", .enabled(if: RScript.exists),
    arguments: ["gz", "bz", "xz"])
  func compressedFlips(kind: String) throws {
    let value = RValue.list(["a": .strings((0..<40).map { "text \($0 * $0)" }), "b": .number(2)])
    let bytes = try Self.packed(RDS.write(value, compression: .none), kind)
    #expect(try RDS.read(bytes) == value)
    for index in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << UInt8(bit)
        // Some bits of the headers mean nothing for the contents.
        if let read = try? RDS.read(damaged) { #expect(read == value, "bit \(bit) of byte \(index)") }
      }
      #expect(throws: RDSError.self) { try RDS.read(Array(bytes[..<index])) }
    }
  }

  @Test(
    "lengths of 2^31 and more take no memory, compressed or not",
    arguments: [10, 13, 14, 15, 16, 19, 20, 24] as [UInt8])
  func lengths(type: UInt8) throws {
    for length: [UInt8] in [
      [0x7F, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 0, 0, 0, 0],
      [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ] {
      let bytes = Self.header + [0, 0, 0, type] + length + [0, 0, 0, 254]
      for file in [bytes, gzip(bytes)] {
        let error = #expect(throws: RDSError.self) { try RDS.read(file) }
        #expect(error?.offset != nil)
      }
    }
  }

  @Test(
    "nesting of 100,000 levels is an error, whatever nests",
    arguments: [
      "list", "expression", "call", "attribute", "cell", "tag", "environment", "pointer", "promise", "instance", "code",
      "short",
    ])
  func nesting(kind: String) throws {
    let levels: [String: [UInt8]] = [
      "list": [0, 0, 0, 19, 0, 0, 0, 1], "expression": [0, 0, 0, 20, 0, 0, 0, 1], "call": [0, 0, 0, 6],
      "attribute": [0, 0, 2, 13, 0, 0, 0, 0, 0, 0, 4, 2, 0, 0, 0, 1, 0, 4, 0, 9, 0, 0, 0, 1, 97],
      "cell": [0, 0, 2, 2], "tag": [0, 0, 4, 2], "environment": [0, 0, 0, 4, 0, 0, 0, 0], "pointer": [0, 0, 0, 22],
      "promise": [0, 0, 0, 5], "instance": [0, 1, 2, 25, 0, 0, 0, 2],
      "code": [0, 0, 0, 21, 0, 0, 0, 1, 0, 0, 0, 254, 0, 0, 0, 1, 0, 0, 0, 0], "short": [0, 0, 0, 238],
    ]
    let bytes = Self.header + (0..<100_000).flatMap { _ in levels[kind] ?? [] }
    let error = #expect(throws: RDSError.self) { try RDS.read(bytes) }
    #expect(error?.description.contains("deep") == true)
  }

  @Test("attributes of instances within instances are gone through once")
  func nestedInstances() throws {
    let level: [UInt8] = [0, 1, 2, 25, 0, 0, 0, 2]
    let payload: [UInt8] = [0, 0, 0, 19, 0, 0, 0x30, 0] + (0..<0x3000).flatMap { _ in [0, 0, 0, 254] as [UInt8] }
    let depth = 490
    let end = (0..<depth).flatMap { _ in [0, 0, 0, 254] as [UInt8] }
    let value = try RDS.read(Self.header + (0..<depth).flatMap { _ in level } + payload + end)
    var inner = value
    for _ in 0..<depth { inner = try #require(inner.attributes.entries.first?.value) }
    #expect(inner.count == 0x3000)
  }

  @Test("compiled code whose parts refer to each other does not grow without end")
  func growingCode() throws {
    func text(_ items: String) -> [UInt8] {
      Array(("A\n2\n262658\n131840\n" + items.split(separator: " ").joined(separator: "\n") + "\n").utf8)
    }
    // Each constant is a call of the one before, twice.
    var constant = "0 1 262153 1 x"
    for number in 0..<60 {
      constant = "244 \(number) 6 254 \(constant) 2 254 \(number == 0 ? "0 254" : "243 \(number - 1)") 0 254"
    }
    let value = try RDS.read(text("1027 253 254 21 60 13 1 1 1 \(constant) 254"))
    _ = RPrinter().string(value)
    _ = try RDS.write(value)
  }

  @Test("what no parser makes is written as it was read")
  func oddCalls() throws {
    let function = RValue(.symbol("function"))
    let names = RValue(.character([nil, "a"]))
    var classed = RValue.list(["x": .null])
    classed.attributes["class"] = .string("odd")
    let odd: [RValue] = [
      .list([]), .list([.null]), classed, .list(["": .null]),
      RValue(.list([.null, .null]), attributes: RAttributes([RBinding(name: "names", value: names)])),
      RValue(.list([.null, .null]), attributes: RAttributes([RBinding(name: "names", value: .string("a"))])),
    ]
    for formals in odd {
      let arguments = [RBinding(name: "", value: formals), RBinding(name: "", value: .null)]
      let value = RValue(.call(RCall(function: function, arguments: arguments)))
      #expect(try RDS.read(RDS.write(value, compression: .none)) == value)
    }
  }

  @Test("of an attribute that comes twice, the first counts")
  func twice() throws {
    let attribute: [UInt8] = [0, 0, 4, 2, 0, 0, 0, 1, 0, 4, 0, 9, 0, 0, 0, 1, 97, 0, 0, 0, 13, 0, 0, 0, 1, 0, 0, 0]
    let value = try RDS.read(
      Self.header + [0, 0, 2, 13, 0, 0, 0, 0] + attribute + [1] + attribute + [2, 0, 0, 0, 254])
    #expect(value.attributes.entries.map(\.value) == [.int(1)])
    #expect(value == value)
  }

  @Test("a damaged gzip member that ends inside of what was looked ahead is an error")
  func lookahead() {
    let bytes: [UInt8] = [
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x8B, 0xE0, 0x62, 0x60, 0x60, 0x60, 0x66, 0x62, 0x60,
      0x66, 0x05, 0x03, 0x8B, 0xE0, 0x62, 0x60, 0x60, 0x60, 0x66, 0x31, 0x19, 0x58, 0x43, 0x43, 0x1A, 0xA4, 0x06, 0x00,
      0x00, 0x00,
    ]
    #expect(throws: RDSError.self) { try RDS.read(bytes) }
  }

  @Test("compiled and other kept parts are checked as they are read, in text too")
  func keptParts() {
    // A closure whose vector holds what is no number, and one of strings that are none.
    let head = "A\n3\n262658\n197888\n5\nUTF-8\n3\n254\n"
    for rest in ["13\n2\n1\nx5\n", "14\n1\n1..2\n", "16\n1\n254\n", "24\n1\nzz\n"] {
      #expect(throws: RDSError.self, "\(rest)") { try RDS.read(Array((head + rest).utf8)) }
    }
  }

  @Test("row names that say a billion are not all made when they are printed")
  func manyRows() {
    var value = RValue.list([.int(1)])
    value.attributes["row.names"] = RValue(.integer([.naInteger, -2_000_000_000]))
    let text = RPrinter(width: 80, mostElements: 10).string(value)
    #expect(text.hasSuffix(" [ reached getOption(\"max.print\") -- omitted 1999999990 entries ]\n"), "\(text)")
  }
}
