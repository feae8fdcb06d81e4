import AzureWire
import BatchService
import Testing

@Suite("JSON as text")
struct JSONTextTests {
  @Test("members come in the order of their names")
  func order() throws {
    #expect(try JSONText.encode(JSONValue.object(["b": 1, "a": "x/y"])) == #"{"a":"x/y","b":1}"#)
  }
}
