/// The end of what a start task wrote before it failed.
package struct StartTaskOutput: Sendable, Equatable {
  /// The file on the node that holds all of it.
  package var path: String
  /// Its last lines, at least one.
  package var lines: [String]

  package init(path: String, lines: [String]) {
    self.path = path
    self.lines = lines
  }

  /// What the lines are, as the subject of `ends:`.
  package var subject: String { path.hasSuffix("stderr.txt") ? "error output" : "output" }
}

extension BatchClient {
  /// The last lines of a start task's error stream, or of its output where it
  /// wrote no errors.
  ///
  /// - Returns: nil when it wrote nothing, and when the node is gone, does not
  ///   answer or has the files no more.
  package func startTaskOutput(pool: String, node: String, lines count: Int) async throws -> StartTaskOutput? {
    for path in ["startup/stderr.txt", "startup/stdout.txt"] {
      do {
        let text = String(decoding: try await nodeFile(pool: pool, node: node, path: path), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
        if !lines.isEmpty { return StartTaskOutput(path: path, lines: lines.suffix(count).map(String.init)) }
      } catch let error as AzureError where error.kind == .notFound || error.kind == .conflict {
        continue
      }
    }
    return nil
  }
}
