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

  /// What stands before the query.
  package var path: String { String(uri.prefix { $0 != "?" }) }
  /// The parameters behind the path.
  package var query: QueryItems { QueryItems(query: uri.dropFirst(path.count + 1)) }
  /// The first header of that name, in any case; nil when there is none.
  package func header(_ name: String) -> String? { headers.first(name: name) }
  /// The body as UTF-8.
  package var text: String { String(decoding: body, as: UTF8.self) }
}
