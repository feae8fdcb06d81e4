import RData
import Testing

@Suite("Numbers and cells as text")
struct NumberTests {
  @Test(
    "as.character() takes fifteen digits and the shorter notation",
    arguments: [
      (1e5, "1e+05"), (123456, "123456"), (0.1, "0.1"), (0.1 + 0.2, "0.3"), (1.0 / 3, "0.333333333333333"),
      (-0.0, "0"), (1e15, "1e+15"), (1e-4, "1e-04"), (100_000.5, "100000.5"), (.infinity, "Inf"), (.nan, "NaN"),
      (.naReal, "NA"),
    ] as [(Double, String)])
  func asCharacter(number: Double, text: String) {
    #expect(RNumber.asCharacter(number) == text)
  }

  @Test("format() takes as many digits as asked for")
  func format() {
    #expect(RPrinter.format(123456.7) == "123456.7")
    #expect(RPrinter.format(3.14159265, digits: 3) == "3.14")
    #expect(RPrinter.format(1e-10) == "1e-10")
  }

  @Test("a cell shows one element of any column")
  func cells() {
    var factor = RValue(.integer([2, .naInteger]))
    factor.attributes["levels"] = .strings(["low", "high"])
    factor.attributes["class"] = .string("factor")
    #expect(RPrinter.cell(factor, at: 0) == "high")
    #expect(RPrinter.cell(factor, at: 1) == "NA")
    #expect(RPrinter.cell(factor, at: 2) == nil)
    var date = RValue.number(18_321)
    date.attributes["class"] = .string("Date")
    #expect(RPrinter.cell(date, at: 0) == "2020-02-29")
    #expect(RPrinter.cell(.string("a \"b\""), at: 0) == "a \"b\"")
    #expect(RPrinter.cell(.list([RValue(.integer([1, 2]))]), at: 0) == "1, 2")
  }
}
