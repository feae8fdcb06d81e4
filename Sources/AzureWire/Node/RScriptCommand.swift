/// The command line of a task that runs an R script of its job: it writes
/// it, and it knows it again.
///
/// Any node runs the line as it stands. A node that can start scripts without
/// starting R anew reads from it what is to be run, where the task's settings
/// say by ``warmVariable`` that it may.
package struct RScriptCommand: Sendable, Equatable {
  /// The environment setting of a task that allows a warm start.
  package static let warmVariable = "AZP_WARM_R"
  /// Options of `Rscript` that keep the user's own files out of the way.
  package static let options = ["--no-save", "--no-environ", "--no-restore", "--no-site-file"]

  /// The file's name in the working directory of the job's preparation.
  package var script: String
  /// Words without spaces or characters that a shell reads.
  package var arguments: [String]
  /// What is written to stderr when R ends with 0 and has left no
  /// ``result(ofTask:)``; the task then fails. Nil when R may leave none.
  package var complaint: String?

  package init(script: String, arguments: [String], complaint: String? = nil) {
    self.script = script
    self.arguments = arguments
    self.complaint = complaint
  }

  /// Where R's standard output goes, in the task's working directory.
  package static func log(ofTask task: String) -> String { "\(task).txt" }
  /// The file that a task's script leaves its result in, in its working
  /// directory.
  package static func result(ofTask task: String) -> String { "\(task)-result.rds" }

  private static let head =
    "/bin/bash -c \"set -e; set -o pipefail; Rscript \(options.joined(separator: " ")) "
    + "\(quote)$AZ_BATCH_JOB_PREP_WORKING_DIR/"
  /// A node's directory may have spaces in its name.
  private static let quote = "\\\""
  private static let middle = " > \(log(ofTask: "$AZ_BATCH_TASK_ID")); wait"
  private static let check = "; test -f \(result(ofTask: "$AZ_BATCH_TASK_ID")) || { echo '"
  private static let tail = "' >&2; exit 1; }"

  /// The line that a task is given, for bash.
  package var commandLine: String {
    let words = ([script + Self.quote] + arguments).joined(separator: " ")
    let rest = complaint.map { Self.check + $0 + Self.tail } ?? ""
    return "\(Self.head)\(words)\(Self.middle)\(rest)\""
  }

  /// Nil for a line that is not such a command.
  package init?(commandLine: String) {
    guard commandLine.hasPrefix(Self.head), commandLine.hasSuffix("\"") else { return nil }
    let rest = commandLine.dropFirst(Self.head.count).dropLast()
    guard let space = rest.firstIndex(of: ">") else { return nil }
    let words = rest[..<space].split(separator: " ").map(String.init)
    guard let first = words.first, first.hasSuffix(Self.quote) else { return nil }
    let script = String(first.dropLast(Self.quote.count))
    guard ([script] + words.dropFirst()).allSatisfy(Self.isPlain) else { return nil }
    let end = rest[space...].dropFirst(Self.middle.count - 1)
    var complaint: String?
    if end.hasPrefix(Self.check), end.hasSuffix(Self.tail) {
      complaint = String(end.dropFirst(Self.check.count).dropLast(Self.tail.count))
    }
    self.init(script: script, arguments: Array(words.dropFirst()), complaint: complaint)
    // Whatever was not understood makes another line.
    guard self.commandLine == commandLine, complaint?.contains(where: { "'\"\\$`".contains($0) }) != true else {
      return nil
    }
  }

  /// Whether no shell would make anything else of it.
  package static func isPlain(_ word: String) -> Bool {
    !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
          UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "@"), UInt8(ascii: ","):
          true
        default: false
        }
      }
  }
}
