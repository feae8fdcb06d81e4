import Foundation
import RData
import Testing

/// R prints, we print what we read of the same value.
@Suite("Printing as R prints", .enabled(if: RScript.exists))
struct PrintTests {
  @Test("what people print, at three widths")
  func table() throws {
    for (topic, expressions) in PrintTable.all {
      let comparison = try PrintComparison(expressions)
      comparison.check()
      print("compared \(comparison.cases.count) values at \(PrintComparison.widths.count) widths: \(topic)")
    }
  }

  @Test("an object that only a method of R can print is known as such, wherever it is")
  func methods() throws {
    let known = [
      "factor('a')", "ordered('a')", "data.frame(x = 1)", "table(1)", "Sys.Date()", "as.POSIXlt('2020-01-01')", "y ~ x",
      "simpleError('no')", "structure(class = c('custom', 'condition'), list(message = 'm', call = NULL))",
      "summary(1:9)", "xtabs(~cyl, mtcars)", "I(1)", "noquote('a')", "ts(1:3)", "list(1, factor('a'))",
      "packageVersion('base')",
    ]
    let others = [
      "lm(mpg ~ wt, mtcars)", "summary(lm(mpg ~ wt, mtcars))", "t.test(1:9)", "rle(1)", "list(a = 1, b = rle(1))",
      "anova(lm(mpg ~ wt, mtcars))", "structure(list(), class = 'mine')", "structure(1, part = rle(1))",
      "by(mtcars, mtcars$cyl, nrow)", "ftable(Titanic)",
    ]
    let comparison = try PrintComparison(known + others)
    for one in comparison.cases {
      let text = RPrinter().exactString(one.value)
      #expect(text == (known.contains(one.expression) ? one.texts[1] : nil), "\(one.expression)")
    }
  }

  @Test("long values stop at max.print")
  func long() throws {
    let comparison = try PrintComparison(PrintTable.long, mostElements: 20)
    comparison.check(mostElements: 20)
    print("compared \(comparison.cases.count) values at \(PrintComparison.widths.count) widths: max.print")
  }

  @Test("random values, made here and there", arguments: [11, 12] as [UInt64])
  func twins(seed: UInt64) throws {
    var random = RandomValues(seed: seed)
    let twins = (0..<400).map { _ in random.twin() }
    let comparison = try PrintComparison(twins.map(\.source))
    comparison.check()
    for (twin, one) in zip(twins, comparison.cases) {
      let isSame = one.value == twin.value
      #expect(isSame, "What R made and wrote is not what was made here: \(twin.source)")
    }
    print("compared \(comparison.cases.count) random values at \(PrintComparison.widths.count) widths: seed \(seed)")
  }

  @Test("random vectors, matrices and data frames", arguments: [1, 2, 3])
  func random(seed: Int) throws {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        """
        set.seed(\(seed))
        number <- function(n) switch(sample(6, 1), rnorm(n), round(rnorm(n) * 10^sample(-3:8, 1), sample(0:4, 1)),
          rnorm(n) * 10^sample(-20:20, n, TRUE), signif(rnorm(n) * 10^sample(-3:6, 1), sample(1:9, 1)), sample(c(NA, Inf, 0, 1.5, 1e5), n, TRUE),
          as.numeric(sample(1e6, n)) / sample(c(1, 8, 10, 1000), 1))
        word <- function(n) replicate(n, paste(sample(c(letters, 'é', '日', ' ', '"'), sample(1:9, 1), TRUE), collapse = ''))
        vector <- function(n) switch(sample(6, 1), number(n), number(n), sample(c(NA, 1:1000), n, TRUE), sample(c(TRUE, FALSE, NA), n, TRUE),
          sample(c(NA, word(n)), n, TRUE), factor(sample(word(3), n, TRUE)))
        value <- function(depth) switch(sample(if (depth < 3) 6 else 3, 1), number(sample(30, 1)), vector(sample(20, 1)),
          setNames(number(5), word(5)), matrix(number(12), 3, dimnames = if (runif(1) < .5) list(word(3), word(4))),
          data.frame(a = vector(4), b = number(4), c = word(4)), setNames(lapply(1:3, function(i) value(depth + 1)), if (runif(1) < .5) word(3)))
        values <- lapply(1:1500, function(i) value(1))
        texts <- lapply(values, function(v) paste0(capture.output(print(v)), '\\n', collapse = ''))
        strings <- lapply(values, function(v) if (is.double(v)) as.character(v) else character(0))
        saveRDS(list(values = values, texts = texts, strings = strings), 'x.rds')
        """, in: folder)
      let corpus = try RDS.read(Data(contentsOf: folder.appending(path: "x.rds")).octets)
      guard case .list(let values)? = corpus.element("values")?.storage,
        case .list(let texts)? = corpus.element("texts")?.storage,
        case .list(let strings)? = corpus.element("strings")?.storage
      else {
        Issue.record("R wrote no lists.")
        return
      }
      for (index, value) in values.enumerated() {
        let expected = texts[index].asString ?? ""
        let printed = RPrinter().string(value)
        #expect(printed == expected, "\n--- R\n\(expected)--- azp\n\(printed)---")
        if case .double(let numbers) = value.storage, case .character(let expected) = strings[index].storage {
          #expect(numbers.map { RNumber.asCharacter($0) } == expected.map { $0 ?? "NA" })
        }
      }
    }
  }
}
