import AzureWire
import NIOHTTP1

/// Names and values that a user keeps with a container or blob.
enum BlobMetadata {
  private static let prefix = "x-ms-meta-"

  static func headers(_ metadata: [String: String]) -> [(name: String, value: String)] {
    metadata.sorted { $0.key < $1.key }.map { (prefix + $0.key.lowercased(), $0.value) }
  }

  static func read(_ headers: HTTPHeaders) -> [String: String] {
    var result: [String: String] = [:]
    for (name, value) in headers where name.lowercased().hasPrefix(prefix) {
      result[String(name.lowercased().dropFirst(prefix.count))] = value
    }
    return result
  }

  static func read(_ list: XMLNode?) -> [String: String] {
    var result: [String: String] = [:]
    for item in list?.children ?? [] { result[item.name.lowercased()] = item.text }
    return result
  }
}
