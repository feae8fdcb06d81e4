/// What a program said, and how it ended.
struct Outcome: Sendable, CustomStringConvertible {
  /// The command line, for the error message of a test that fails.
  var command: String
  var output: String
  var errors: String
  /// The exit status; a signal's number with a minus for one that killed it.
  var status: Int32

  /// The output's lines.
  var lines: [String] { output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) }

  var description: String {
    "\(command)\nstatus \(status)\n--- standard output\n\(output)--- standard error\n\(errors)---"
  }
}

/// A program that did not do what a test needs in order to go on.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
