/// The end of what a program wrote, which says why it failed.
package enum LastLines {
  /// Bytes; nobody reads a few lines in more of them.
  static let tail: Int64 = 4096

  /// The last lines among the last 4096 bytes, in their order; blank ones are
  /// left out.
  package static func of(_ bytes: [UInt8], count: Int) -> [String] {
    String(decoding: bytes.suffix(Int(tail)), as: UTF8.self).split(whereSeparator: \.isNewline)
      .filter { !$0.allSatisfy(\.isWhitespace) }.suffix(count).map(String.init)
  }
}

extension BatchClient {
  /// The last lines of a file on a node, as ``LastLines/of(_:count:)`` has
  /// them; no more than the end of the file is fetched.
  ///
  /// - Returns: nil when nobody knows: the node is gone, does not answer or has
  ///   the file no more.
  package func lastLines(_ path: String, on node: String, of pool: String, count: Int) async throws -> [String]? {
    do {
      let size = try await nodeFileProperties(pool: pool, node: node, path: path).contentLength
      guard size > 0 else { return [] }
      let range = max(0, size - LastLines.tail)...size - 1
      return LastLines.of(try await nodeFile(pool: pool, node: node, path: path, range: range), count: count)
    } catch let error as AzureError where error.kind == .notFound || error.kind == .conflict {
      return nil
    }
  }
}
