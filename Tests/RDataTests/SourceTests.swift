import Foundation
import RData
import Testing

/// Parsing and deparsing, compared with R on R's own functions.
@Suite("R source", .enabled(if: RScript.exists))
struct SourceTests {
  /// Packages whose functions are the corpus.
  static let packages = ["base", "stats", "utils", "tools"]

  @Test("parses every function of R's packages as R does", arguments: packages)
  func parsing(package: String) throws {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        """
        names <- Filter(function(n) is.function(get(n, asNamespace('\(package)'))) && !is.primitive(get(n, asNamespace('\(package)'))),
          ls(asNamespace('\(package)'), all.names = TRUE))
        sources <- lapply(names, function(n) deparse(get(n, asNamespace('\(package)'))))
        saveRDS(list(names = names, sources = lapply(sources, paste, collapse = '\\n')), 'sources.rds')
        """, in: folder)
      let corpus = try RDS.read(Data(contentsOf: folder.appending(path: "sources.rds")).octets)
      guard case .list(let sources)? = corpus.element("sources")?.storage else {
        Issue.record("R wrote no list.")
        return
      }
      #expect(sources.count > 100)
      var parsed: [RValue] = []
      for source in sources {
        let text = source.asString ?? ""
        do {
          parsed.append(try RSource.parse(text).first ?? .null)
        } catch {
          Issue.record("\(error)\n\(text)")
          parsed.append(.null)
        }
      }
      try Data(RDS.write(.list(parsed))).write(to: folder.appending(path: "parsed.rds"))
      let report = try RScript.run(
        """
        x <- readRDS('sources.rds'); parsed <- readRDS('parsed.rds')
        for (i in seq_along(parsed))
          if (!identical(parsed[[i]], parse(text = x$sources[[i]], keep.source = FALSE)[[1]]))
            cat(x$names[i], '\\n')
        """, in: folder)
      #expect(report == "")
    }
  }

  @Test("prints every function of R's packages as R does", arguments: packages)
  func printing(package: String) throws {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        """
        names <- Filter(function(n) is.function(get(n, asNamespace('\(package)'))) && !is.primitive(get(n, asNamespace('\(package)'))),
          ls(asNamespace('\(package)'), all.names = TRUE))
        functions <- lapply(names, function(n) { f <- get(n, asNamespace('\(package)')); environment(f) <- globalenv(); f })
        printed <- lapply(functions, function(f) paste0(capture.output(print(f)), '\\n', collapse = ''))
        saveRDS(list(names = names, functions = functions, printed = printed), 'functions.rds')
        """, in: folder)
      let corpus = try RDS.read(Data(contentsOf: folder.appending(path: "functions.rds")).octets)
      guard case .list(let functions)? = corpus.element("functions")?.storage,
        case .list(let printed)? = corpus.element("printed")?.storage
      else {
        Issue.record("R wrote no lists.")
        return
      }
      let names = corpus.element("names")?.asStrings ?? []
      for (index, function) in functions.enumerated() {
        let expected = (printed[index].asString ?? "").replacing(/<bytecode: 0x[0-9a-f]+>\n/, with: "")
        let ours = RPrinter().string(function)
        #expect(ours == expected, "\(names[index])\n--- R\n\(expected)--- azp\n\(ours)---")
      }
    }
  }

  /// What deparsing does not produce, and what R refuses.
  static let snippets = [
    "a -> b", "a ->> b", "x |> f(y) |> g()", "\\(x) x + 1", "r\"(raw \"text\")\"", "R\"---[a]---\"", "'\\x41\\101'",
    "'\\u00e9\\u{e9}\\U1F600'",
    "if (a)\nb", "{ if (a) b\nelse c }", "f(a,\n\nb\n)", "x[[1]][2]", "x[[y[1]]]", "a %o% b", "1e5L", "0x1F", "0xFFL",
    ".5",
    "5.", "1i", "function(x, ...) {\n}", "-2^2", "!a == b", "a = b", "~ a + b", "a ~ b ~ c",
    "f(if (a) b else c, function(x) x)",
    "`a b`$`c d`", "'f'(x)", "x$'a'$b", "a::b(c)", "a:::b", "x@y", "f(,)", "f(a = , b)", "x[, 1]",
    "x[1, , drop = FALSE]", "NULL", "TRUE",
    "function(a = 1, b = c(2, 3)) a", "while (i < 10) i <- i + 1", "for (i in 1:10) { next }", "repeat break",
    "a <- b <- c", "a <<- 1",
    "# comment\nx # more", "f(# inside\n1)", "{a; b\nc}", "-a:b", "a %in% b + c", "a || b && !c", "(a)(b)",
    "f(x)(y)[z]", "1 -> x", "é <- 1",
    "function(x) -x", "if (a) if (b) c else d", "x$f(1)$g", "?a", "a ? b", "a := b", "\"a\" = 1",
    "f(\"a\" = 1, `b` = 2)", "x |> f(a = _)", "a**b",
    "function(x)\n\nx", "if (a) b else\nc", "NA_character_", "Inf - NaN", "a$b <- c", "x[[1]] <- NULL", "- - a", "!!a",
    "a %% b %/% c", "2^-1", "-1^-2",
    "a & !b | c", "f(-x)", "function() function() 1", "a != b", "5 -> a -> b", "_x", "1 +", "f(", "a b", ")", "x[[1]",
    "'open", "if", "a %x b", "1 2",
    "a == b == c", "{", "function(1) x", "5x", "f(a b)", "'\\q'", "a <- ", "x$", "%%",
  ]

  @Test("parses and refuses what R does")
  func snippets() throws {
    try RScript.withFolder { folder in
      let parsed = Self.snippets.map { source -> RValue in
        do {
          return try RSource.parse(source).first ?? .null
        } catch {
          return .string("syntax error")
        }
      }
      let value = RValue.list(["sources": .strings(Self.snippets), "parsed": .list(parsed)])
      try Data(RDS.write(value)).write(to: folder.appending(path: "parsed.rds"))
      let report = try RScript.run(
        """
        x <- readRDS('parsed.rds')
        for (i in seq_along(x$sources)) {
          expected <- tryCatch(parse(text = x$sources[i], keep.source = FALSE)[[1]], error = function(e) 'syntax error')
          if (!identical(x$parsed[[i]], expected)) print(list(x$sources[i], expected, x$parsed[[i]]))
        }
        """, in: folder)
      #expect(report == "")
    }
  }
}
