import Foundation
import RData
import Testing

/// R writes, we read and write, R reads and compares.
@Suite("Round trips through R", .enabled(if: RScript.exists))
struct RoundTripTests {
  static let expressions = [
    "NULL", "TRUE", "c(TRUE, NA, FALSE)", "1L", "c(1L, NA, -5L)", "1:10", "10:1", "1:1e5", "seq(2, 20, by = 2)",
    "3.25", "c(1.5, NA, NaN, Inf, -Inf, 0)", "1e10 + 0:9", "sort(c(3, 1, 2))", "sort(c(3L, 1L))", "as.character(1:20)",
    "as.character(c(1.5, 1e5, 1e15, 123456, NA, 0.1, 1e-5, 100000, 1/3))", "setNames(list(1, 2), 1:2)",
    "c(1+2i, NA, -1i)", "letters", "c('a', NA, '')", "'é ü 日本 😀'", "enc2native('plain')",
    "{x <- 'caf\\xe9'; Encoding(x) <- 'latin1'; x}", "as.raw(0:255)", "raw(0)", "character(0)", "list()",
    "list(1, 'a', TRUE, NULL, list(2, list(3)))", "list(a = 1, b = list(c = 'x', d = NULL))",
    "c(a = 1, b = 2)", "factor(c('x', 'y', NA, 'x'))", "factor(1:3, ordered = TRUE)", "matrix(1:6, 2)",
    "matrix(1:4, 2, dimnames = list(c('a', 'b'), NULL))", "array(1:24, 2:4)",
    "data.frame(x = 1:3, y = c('a', 'b', 'c'), stringsAsFactors = TRUE)", "head(mtcars)", "iris",
    "Sys.Date()", "Sys.time()", "as.POSIXlt('2020-01-02 03:04:05', tz = 'UTC')", "as.difftime(5, units = 'mins')",
    "quote(x)", "quote(f(x, n = 1, , 'a'))", "quote(x[1, ]$y)", "quote({a <- 1; b})", "quote(function(x, y = 2) x + y)",
    "quote(function() NULL)", "quote(if (a) b else c)", "as.name('weird name')",
    "simpleError('boom', quote(f(x)))", "simpleError('boom')",
    "tryCatch(stop('bad ', 'thing'), error = function(e) e)", "tryCatch(log(-1), warning = function(w) w)",
    "structure(1:3, class = 'foo', extra = list(a = 1))", "structure(list(), names = character(0))",
    "expression(a + b, c)", "table(c('a', 'b', 'a'))", "numeric_version('1.2.3')", "globalenv()", "baseenv()",
    "emptyenv()", "asNamespace('stats')", "asNamespace('base')", "stats::sd", "sum", "`if`",
    "as.environment('package:stats')",
    "structure(function(x) x + 1, note = 'n')", "list(sum, 1)", "array(1:3, 3)", "bitwAnd(5L, 3L)",
    "lapply(1:3, function(i) i)", "rep(c(TRUE, FALSE), 1000)", "rev(list('a', 1))", "ts(1:10, start = 2000)",
    "as.hexmode(255)", "{f <- function(x) {x + 1}; environment(f) <- globalenv(); f}", "quote(a$b$c(1)(2))",
    "noquote('a')", "c(0, -0)", "2^31", "1e308 * 10", "5e-324", ".Machine$double.xmax", "quote(~x + y)",
  ]

  @Test("every value comes back identical, whatever we write it as")
  func everyValue() throws {
    try RScript.withFolder { folder in
      let table = Self.expressions.map(RScript.literal).joined(separator: ",\n")
      try Self.expressionsScript(table).write(
        to: folder.appending(path: "table.R"), atomically: true, encoding: .utf8)
      _ = try RScript.run(
        "source('table.R'); for (i in seq_along(x)) saveRDS(value(i), paste0(i, '.rds'))", in: folder)
      for index in 1...Self.expressions.count {
        let bytes = try Data(contentsOf: folder.appending(path: "\(index).rds")).octets
        let value = try RDS.read(bytes)
        #expect(try RDS.read(RDS.write(value, compression: .none)) == value, "\(Self.expressions[index - 1])")
        try Data(RDS.write(value)).write(to: folder.appending(path: "\(index)-3.rds"))
        try Data(RDS.write(value, compression: .none, version: 2)).write(to: folder.appending(path: "\(index)-2.rds"))
      }
      let report = try RScript.run(
        """
        source('table.R')
        for (i in seq_along(x)) for (v in 2:3) {
          y <- tryCatch(readRDS(sprintf('%d-%d.rds', i, v)), error = function(e) e)
          z <- readRDS(paste0(i, '.rds'))
          if (!identical(y, z, ignore.bytecode = TRUE, ignore.environment = TRUE))
            cat('version', v, 'differs:', x[i], '\\n')
        }
        """, in: folder)
      #expect(report == "")
    }
  }

  /// Defines the table, and what its entries are worth.
  static func expressionsScript(_ table: String) -> String {
    """
    x <- c(\(table))
    value <- function(i) eval(parse(text = x[i])[[1]], new.env())
    """
  }

  @Test("opaque values survive every format")
  func opaqueFormats() throws {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        """
        f <- compiler::cmpfun(function(x, k = c(1.5, NA), l = 2L) { y <- 'é'; x + k })
        environment(f) <- globalenv()
        e <- new.env(); e$v <- c(1.5, NA); e$i <- 1:3; e$r <- as.raw(7); e$z <- 1i; e$s <- c('é', NA)
        x <- list(f, e, 5)
        saveRDS(x, 'xdr.rds')
        saveRDS(x, 'ascii.rds', ascii = TRUE)
        writeBin(serialize(x, NULL, xdr = FALSE), 'native.rds')
        """, in: folder)
      for name in ["xdr", "ascii", "native"] {
        let value = try RDS.read(Data(contentsOf: folder.appending(path: "\(name).rds")).octets)
        guard case .list(let elements) = value.storage else {
          Issue.record("R wrote no list.")
          return
        }
        #expect(elements[2] == .number(5), "\(name)")
        try Data(RDS.write(value)).write(to: folder.appending(path: "\(name)-2.rds"))
        let report = try RScript.run(
          """
          x <- readRDS('xdr.rds'); y <- readRDS('\(name)-2.rds')
          cat(identical(x[[1]], y[[1]]), y[[1]](2), identical(as.list(x[[2]], sorted = TRUE), as.list(y[[2]], sorted = TRUE)))
          """, in: folder)
        #expect(report == "TRUE 3.5 NA TRUE", "\(name)")
      }
    }
  }

  @Test("plain values are written byte for byte as R writes them")
  func bytes() throws {
    try RScript.withFolder { folder in
      let values: [(String, RValue)] = [
        (
          "list(a = 1, b = 'é', c = c(TRUE, NA), d = NULL)",
          .list([
            "a": .number(1), "b": .string("é"), "c": RValue(.logical([true, nil])), "d": .null,
          ])
        ),
        (
          "data.frame(x = c(1, 2))",
          {
            var frame = RValue.list(["x": RValue(.double([1, 2]))])
            frame.attributes["class"] = .string("data.frame")
            frame.attributes["row.names"] = RValue(.integer([.naInteger, -2]))
            return frame
          }()
        ),
        (
          "quote(f(x, x, n = 2))",
          RValue(
            .call(
              RCall(
                function: RValue(.symbol("f")),
                arguments: [
                  RBinding(name: "", value: RValue(.symbol("x"))), RBinding(name: "", value: RValue(.symbol("x"))),
                  RBinding(name: "n", value: .number(2)),
                ])))
        ),
      ]
      for (expression, value) in values {
        _ = try RScript.run("writeBin(serialize(\(expression), NULL), 'x.bin')", in: folder)
        let header = 23
        let expected = try Data(contentsOf: folder.appending(path: "x.bin")).octets.dropFirst(header)
        #expect(try RDS.write(value, compression: .none).dropFirst(header) == expected, "\(expression)")
      }
    }
  }
}
