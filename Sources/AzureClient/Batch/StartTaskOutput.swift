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
  /// The last lines of a start task's error stream, or of its output where it
  /// wrote no errors.
  ///
  /// - Returns: nil when nobody knows: the node is gone, does not answer or has
  ///   the files no more.
  package func startTaskOutput(pool: String, node: String, lines count: Int) async throws -> StartTaskOutput? {
    var silent: StartTaskOutput?
    for path in ["startup/stderr.txt", "startup/stdout.txt"] {
      guard let lines = try await lastLines(path, on: node, of: pool, count: count) else { continue }
      let output = StartTaskOutput(path: path, lines: lines)
      guard lines.isEmpty else { return output }
      silent = output
    }
    return silent
  }
}
