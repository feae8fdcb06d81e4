import BatchService
import NIOCore
import Testing

@Suite("Numbers in quotes")
struct QuotedNumbersTests {
  @Test(
    "lose them where the protocol has numbers",
    arguments: [
      (#"{"priority":"5"}"#, #"{"priority":5}"#),
      (
        #"{"a":1,"priority" : "-7" , "constraints":{"maxTaskRetryCount": "0"}}"#,
        #"{"a":1,"priority" : -7 , "constraints":{"maxTaskRetryCount": 0}}"#
      ),
      (#"{"targetDedicatedNodes":"12","x":"12"}"#, #"{"targetDedicatedNodes":12,"x":"12"}"#),
    ])
  func numbers(text: String, expected: String) {
    #expect(String(buffer: QuotedNumbers.unquoted(ByteBuffer(string: text))) == expected)
  }

  @Test(
    "keep them everywhere else",
    arguments: [
      #"{"priority":5}"#, #"{"priority":"high"}"#, #"{"priority":"5 "}"#, #"{"priority":"05"}"#, #"{"priority":"-"}"#,
      #"{"name":"priority","value":"5"}"#, #"{"commandLine":"echo \"priority\":\"5\""}"#, #"{"priority":"#,
      #"{"priority":"5"#, #"priority:"5""#, ":", #"":"5""#, "",
    ])
  func others(text: String) {
    #expect(String(buffer: QuotedNumbers.unquoted(ByteBuffer(string: text))) == text)
  }
}
