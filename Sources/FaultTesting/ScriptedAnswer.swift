/// What the server does with a request.
package enum ScriptedAnswer: Sendable {
  case answer(Int, headers: [(String, String)] = [], body: String = "")
  /// Says that the body is as long as the text, sends the first bytes of it
  /// and closes.
  case cut(Int, headers: [(String, String)] = [], body: String, after: Int)
  /// The same, but keeps the client waiting for the rest.
  case stall(Int, body: String, after: Int)
  /// Says everything twice.
  case twice(Int, headers: [(String, String)] = [], body: String = "")
  /// Closes without a word.
  case drop
  /// Breaks the connection off, so that the client sees a reset.
  case reset
  /// Keeps the client waiting for ever.
  case silence

  /// The body of an error as Batch writes it.
  package static func errorBody(_ code: String, _ message: String = "Something is wrong.") -> String {
    """
    {"odata.metadata":"http://x/$metadata#e","code":"\(code)","message":{"lang":"en-US",\
    "value":"\(message)\\nRequestId:0000-11\\nTime:2026-03-01T12:00:00.0000000Z"}}
    """
  }
}
