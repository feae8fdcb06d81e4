import AsyncHTTPClient

/// A client for the time of the body.
func withHTTP(_ body: (HTTPClient) async throws -> Void) async throws {
  let http = HTTPClient(eventLoopGroupProvider: .singleton)
  do {
    try await body(http)
  } catch {
    try await http.shutdown()
    throw error
  }
  try await http.shutdown()
}
