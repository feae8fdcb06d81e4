/// The end of what a start task wrote before it failed.
package struct StartTaskOutput: Sendable, Equatable {
  /// The file on the node that holds all of it.
  package var path: String
  /// Its last lines; none when the start task wrote nothing.
  package var lines: [String]

  package init(path: String, lines: [String]) {
    self.path = path
    self.lines = lines
  }

  /// What the lines are, as the subject of `ends:`.
  package var subject: String { path.hasSuffix("stderr.txt") ? "error output" : "output" }
}

extension BatchClient {
  /// Nobody looks for a few lines in more than this.
  private static let tail: Int64 = 1 << 16

  /// The last lines of a start task's error stream, or of its output where it
  /// wrote no errors.
  ///
  /// - Returns: nil when nobody knows: the node is gone, does not answer or has
  ///   the files no more.
  package func startTaskOutput(pool: String, node: String, lines count: Int) async throws -> StartTaskOutput? {
    var silent: StartTaskOutput?
    for path in ["startup/stderr.txt", "startup/stdout.txt"] {
      do {
        let size = try await nodeFileProperties(pool: pool, node: node, path: path).contentLength
        let range = max(0, size - Self.tail)...max(0, size - 1)
        let bytes = size == 0 ? [] : try await nodeFile(pool: pool, node: node, path: path, range: range)
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
          .filter { !$0.allSatisfy(\.isWhitespace) }
        let output = StartTaskOutput(path: path, lines: lines.suffix(count).map(String.init))
        if !lines.isEmpty { return output }
        silent = output
      } catch let error as AzureError where error.kind == .notFound || error.kind == .conflict {
        continue
      }
    }
    return silent
  }
}
