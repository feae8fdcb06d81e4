import RData
import Testing

@Suite("Equality is R's identical()")
struct EqualityTests {
  @Test("missing values equal themselves and nothing else")
  func missing() {
    let otherNaN = Double(bitPattern: 0x7FF8_0000_0000_0001)
    let quietNA = Double(bitPattern: 0x7FF8_0000_0000_07A2)
    #expect(RValue.number(.naReal) == .number(quietNA))
    #expect(RValue.number(.nan) == .number(otherNaN))
    #expect(RValue.number(.naReal) != .number(.nan))
    #expect(RValue(.character([nil])) != .string("NA"))
    #expect(RValue(.logical([nil])) == RValue(.logical([nil])))
    #expect(RValue.int(.naInteger) != .number(.naReal))
  }

  @Test("zero has no sign, numbers have a type")
  func numbers() {
    #expect(RValue.number(0) == .number(-0.0))
    #expect(RValue.number(1) != .int(1))
    #expect(
      RValue(.complex([RComplex(real: .nan, imaginary: 1)])) == RValue(.complex([RComplex(real: .nan, imaginary: 1)])))
  }

  @Test("strings are compared by code point")
  func strings() {
    #expect(RValue.string("\u{E9}") != .string("e\u{301}"))
    #expect(RValue.string("\u{E9}") == .string("\u{E9}"))
  }

  @Test("attributes count, their order does not")
  func attributes() {
    var first = RValue.int(1)
    first.attributes["a"] = .int(1)
    first.attributes["b"] = .int(2)
    var second = RValue.int(1)
    second.attributes["b"] = .int(2)
    second.attributes["a"] = .int(1)
    #expect(first == second)
    second.attributes["a"] = nil
    #expect(first != second)
    #expect(RValue.list([.null]) != RValue.list(["a": .null]))
  }

  @Test("opaque objects are equal by their serialization")
  func opaque() {
    #expect(
      ROpaque(typeName: "environment", bytes: [0, 0, 0, 253])
        == ROpaque(typeName: "environment", bytes: [0, 0, 0, 253]))
    #expect(
      ROpaque(typeName: "environment", bytes: [0, 0, 0, 253])
        != ROpaque(typeName: "environment", bytes: [0, 0, 0, 242]))
  }
}
