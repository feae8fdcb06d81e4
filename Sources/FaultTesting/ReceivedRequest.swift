package import AzureWire
package import NIOHTTP1

/// A request as the server has received it.
package struct ReceivedRequest: Sendable {
  package var method: String
  /// Path and query as they were sent.
  package var uri: String
  package var headers: HTTPHeaders
  package var body: [UInt8]
  /// From 0, over all connections.
  package var index: Int

  package var path: String { String(uri.prefix { $0 != "?" }) }
  package var query: QueryItems { QueryItems(query: uri.dropFirst(path.count + 1)) }
  package func header(_ name: String) -> String? { headers.first(name: name) }
  package var text: String { String(decoding: body, as: UTF8.self) }
}
