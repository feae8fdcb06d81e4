import Foundation
import RData
import Testing

/// What R prints of values, and what we print of the same.
///
/// One R process for all: it evaluates the expressions, prints every value at
/// every width, and leaves values and texts in one file.
struct PrintComparison {
  static let widths = [40, 80, 120]

  /// One expression, what it is worth, and what R prints of it at each width.
  struct Case {
    let expression: String
    let value: RValue
    let texts: [String]
  }

  let cases: [Case]

  /// - Parameter mostElements: for `options(max.print=)`; `nil` leaves R's own.
  init(_ expressions: [String], mostElements: Int? = nil) throws {
    cases = try RScript.withFolder { folder in
      // As RDS, since R's parser is slow with thousands of raw strings.
      try Data(RDS.write(.strings(expressions))).write(to: folder.appending(path: "expressions.rds"))
      _ = try RScript.run(
        """
        local({
          .x <- readRDS('expressions.rds')
          \(mostElements.map { "options(max.print = \($0))" } ?? "")
          # Values must not see, or change, what runs here.
          .values <- lapply(.x, function(s)
            eval(parse(text = s, keep.source = TRUE, encoding = 'UTF-8')[[1]], globalenv()))
          .values <- unserialize(serialize(.values, NULL))
          .texts <- lapply(c(\(Self.widths.map(String.init).joined(separator: ", "))), function(w) {
            options(width = w)
            vapply(.values, function(v) paste0(capture.output(print(v)), '\\n', collapse = ''), '')
          })
          saveRDS(.values, 'values.rds')
          saveRDS(.texts, 'texts.rds')
        })
        """, in: folder)
      guard
        case .list(let values) = try RDS.read(Data(contentsOf: folder.appending(path: "values.rds")).octets).storage,
        case .list(let columns) = try RDS.read(Data(contentsOf: folder.appending(path: "texts.rds")).octets).storage
      else { throw RScript.Failure(description: "R wrote no lists.") }
      let texts = columns.map { $0.asStrings ?? [] }
      return expressions.indices.map { index in
        Case(expression: expressions[index], value: values[index], texts: texts.map { $0[index] })
      }
    }
  }

  /// Records every difference.
  func check(mostElements: Int = 99_999) {
    for one in cases {
      for (width, expected) in zip(Self.widths, one.texts) {
        // Addresses differ from run to run.
        let comparable = expected.replacing(/<bytecode: 0x[0-9a-f]+>\n/, with: "")
          .replacing(/<environment: 0x[0-9a-f]+>/, with: "<environment>")
        let printed = RPrinter(width: width, mostElements: mostElements).string(one.value)
        #expect(
          printed == comparable, "\(one.expression) at \(width)\n--- R\n\(comparable)--- azp\n\(printed)---")
      }
    }
  }
}
