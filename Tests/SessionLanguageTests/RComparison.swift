import RData
import SessionLanguage

/// Runs programs of one line in R and here, and says where they differ.
enum RComparison {
  /// What a program came to.
  struct Outcome {
    /// The value as canonical text, or `ERROR`.
    var value = "ERROR"
    /// What `print` shows; empty for an error.
    var printed = ""
    var warnings: [String] = []
  }

  /// What came of a comparison.
  struct Report {
    var compared = 0
    /// Programs that azp would have handed to R, with the function asked for.
    var leftToR: [String] = []
    var differences: [String] = []
  }

  /// - Parameters:
  ///   - lines: programs; the variables of each stay for the next when they
  ///     share a session.
  ///   - sharesSession: whether they do.
  ///   - mayLeave: whether a program may be left to R.
  static func compare(_ lines: [String], sharesSession: Bool, mayLeave: Bool) async throws -> Report {
    let expected = try inR(lines, sharesSession: sharesSession)
    guard expected.count == lines.count else { throw RFailed(lines: lines.count, answers: expected.count) }
    var report = Report()
    var session = Interpreter(host: RecordingHost())
    var host = RecordingHost()
    for (line, wanted) in zip(lines, expected) {
      if !sharesSession || report.compared == 0 {
        host = RecordingHost()
        session = Interpreter(host: host)
      }
      report.compared += 1
      let before = host.seen.notes.count
      do {
        let found = try await outcome(of: line, in: session, host)
        let notes = String(host.seen.notes.dropFirst(before))
        if let difference = difference(found, wanted, notes: notes) {
          report.differences.append("\(line)\n    \(difference)")
        }
      } catch let error as Diagnostic where error.underlying is RecordingHost.NoR {
        if mayLeave { report.leftToR.append(line) } else { report.differences.append("\(line)\n    left to R") }
      } catch {
        if wanted.value != "ERROR" {
          report.differences.append("\(line)\n    azp: \(error)\n    R:   \(wanted.value)")
        }
      }
    }
    return report
  }

  struct RFailed: Error {
    let lines: Int
    let answers: Int
  }

  private static func outcome(of line: String, in session: Interpreter, _ host: RecordingHost) async throws -> Outcome {
    let program = try Parser.parse(SourceText(name: "t", text: line), commands: [])
    var value = RValue.null
    for statement in program.statements { value = try await session.run(statement, of: program).value }
    return Outcome(value: RealR.canon(value), printed: value.isCode ? "" : RPrinter(host.options).string(value))
  }

  private static func difference(_ found: Outcome, _ wanted: Outcome, notes: String) -> String? {
    if found.value != wanted.value { return "azp: \(found.value)\n    R:   \(wanted.value)" }
    if found.printed != wanted.printed { return "azp prints:\n\(found.printed)\n    R prints:\n\(wanted.printed)" }
    let unsaid = wanted.warnings.filter { !notes.contains($0) }
    if !unsaid.isEmpty { return "R warns: \(unsaid.joined(separator: "; ")); azp: \(notes)" }
    if wanted.warnings.isEmpty, !notes.isEmpty { return "azp warns: \(notes)" }
    return nil
  }

  /// What R makes of each line.
  private static func inR(_ lines: [String], sharesSession: Bool) throws -> [Outcome] {
    let text = try RealR.output(
      of: RealR.canonSource
        + "\nlines <- strsplit(r\"--------(\(lines.joined(separator: "\n")))--------\", '\\n')[[1]]\n"
          + #"""
          shared <- new.env(parent = globalenv())
          for (line in lines) {
            warned <- character(0)
            frame <- if (\#(sharesSession ? "TRUE" : "FALSE")) shared else new.env(parent = globalenv())
            answer <- tryCatch(withCallingHandlers({
              code <- parse(text = line, encoding = "UTF-8")
              value <- NULL
              capture.output(for (statement in code) value <- eval(statement, frame))
              value
            }, warning = function(w) { warned <<- c(warned, conditionMessage(w)); invokeRestart("muffleWarning") }),
              error = function(e) structure(list(), class = "\001error"))
            if (inherits(answer, "\001error")) cat("ERROR\002\002")
            else {
              printed <- if (is.function(answer)) "" else paste0(capture.output(print(answer)), "\n", collapse = "")
              cat(canon(answer), "\002", printed, "\002", sep = "")
            }
            cat(unique(warned), sep = "\003")
            cat("\001\n")
          }
          """#)
    return text.split(separator: "\u{1}\n").map { record in
      let parts = record.split(separator: "\u{2}", omittingEmptySubsequences: false).map(String.init)
      return Outcome(
        value: parts[0], printed: parts.count > 1 ? parts[1] : "",
        warnings: parts.count > 2 ? parts[2].split(separator: "\u{3}").map(String.init) : [])
    }
  }
}

extension RValue {
  /// Whether this prints as source text, or is not a value to be printed.
  fileprivate var isCode: Bool {
    if case .function = storage { true } else { false }
  }
}
