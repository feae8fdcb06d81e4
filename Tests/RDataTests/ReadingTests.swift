import Foundation
import RData
import Testing

/// Everything that can be in a file of R's.
@Suite("Reading what R writes", .enabled(if: RScript.exists))
struct ReadingTests {
  /// What R saves an expression as.
  private func saved(_ expression: String, compress: Bool = true) throws -> [UInt8] {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        "saveRDS(local({ \(expression) }), 'x.rds', compress = \(compress ? "TRUE" : "FALSE"))", in: folder)
      return try Data(contentsOf: folder.appending(path: "x.rds")).octets
    }
  }

  /// What R says of a value that we wrote, in `x`.
  private func r(_ value: RValue, _ code: String) throws -> String {
    try RScript.withFolder { folder in
      try Data(RDS.write(value)).write(to: folder.appending(path: "x.rds"))
      return try RScript.run("x <- readRDS('x.rds'); \(code)", in: folder)
    }
  }

  private static let integers = RValue(.integer((1...70).map { Int32($0) }))

  /// R's own classes of short forms, except those that its functions do not make
  /// of small vectors: see ``ShortFormTests`` for these.
  private static let shortForms: [(name: String, expression: String, value: RValue)] = [
    ("compact_intseq", "1:70", integers),
    ("compact_intseq", "70:1", RValue(.integer((1...70).reversed().map { Int32($0) }))),
    ("deferred_string", "as.character(1:70)", RValue(.character((1...70).map { "\($0)" }))),
    ("deferred_string", "as.character(c(0.5, NA, 1e15))", RValue(.character(["0.5", nil, "1e+15"]))),
    ("wrap_integer", ".Internal(wrap_meta(c(1:69, 70L), 1L, TRUE))", integers),
    ("wrap_real", "sort(as.numeric(70:1) + 0.5)", RValue(.double((1...70).map { Double($0) + 0.5 }))),
    (
      "wrap_logical", ".Internal(wrap_meta(rep(c(TRUE, NA), 35), 0L, FALSE))",
      RValue(.logical((0..<70).map { $0.isMultiple(of: 2) ? true : nil }))
    ),
    ("wrap_string", ".Internal(wrap_meta(c('a', NA, 'é'), 0L, FALSE))", RValue(.character(["a", nil, "é"]))),
    (
      "wrap_complex", ".Internal(wrap_meta(c(1i, 2+0i), 0L, FALSE))",
      RValue(.complex([RComplex(real: 0, imaginary: 1), RComplex(real: 2, imaginary: 0)]))
    ),
    ("wrap_raw", ".Internal(wrap_meta(as.raw(1:3), 0L, FALSE))", RValue(.raw([1, 2, 3]))),
  ]

  @Test("every short form that R itself writes is read in full")
  func shortForms() throws {
    try RScript.withFolder { folder in
      let lines = Self.shortForms.indices.map {
        "saveRDS(\(Self.shortForms[$0].expression), '\($0)', compress = FALSE)"
      }
      _ = try RScript.run(lines.joined(separator: "\n"), in: folder)
      for (index, form) in Self.shortForms.enumerated() {
        let bytes = try Data(contentsOf: folder.appending(path: "\(index)")).octets
        #expect(Self.holds(bytes, form.name), "R did not use \(form.name).")
        #expect(try RDS.read(bytes) == form.value, "\(form.expression)")
      }
    }
  }

  private static func holds(_ bytes: [UInt8], _ text: String) -> Bool { Data(bytes).range(of: Data(text.utf8)) != nil }

  @Test("a vector that lives in a file of its own stays with R")
  func mapped() throws {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        """
        writeBin(c(1.5, 2.5), 'numbers'); x <- .Internal(mmap_file(normalizePath('numbers'), 'double', TRUE, FALSE, TRUE))
        saveRDS(list(x, 7), 'x.rds', compress = FALSE)
        """, in: folder)
      let bytes = try Data(contentsOf: folder.appending(path: "x.rds")).octets
      #expect(Self.holds(bytes, "mmap_real"))
      let value = try RDS.read(bytes)
      guard case .list(let elements) = value.storage, case .opaque(let opaque) = elements[0].storage else {
        Issue.record("It is not opaque.")
        return
      }
      #expect(opaque.typeName == "double")
      #expect(elements[1] == .number(7))
      try Data(RDS.write(value)).write(to: folder.appending(path: "y.rds"))
      #expect(try RScript.run("cat(readRDS('y.rds')[[1]])", in: folder) == "1.5 2.5")
    }
  }

  @Test("strings come in UTF-8, latin1 and bytes")
  func encodings() throws {
    let value = try RDS.read(
      saved(
        """
        a <- 'caf\\xe9 \\x80'; Encoding(a) <- 'latin1'; b <- 'a\\xff'; Encoding(b) <- 'bytes'
        c('日本 é', a, b, 'plain', NA, '')
        """))
    #expect(value == RValue(.character(["日本 é", "café €", "a\\xff", "plain", nil, ""])))
  }

  @Test("strings without a mark are in the encoding that the file names")
  func nativeEncoding() throws {
    func file(_ encoding: String) -> [UInt8] {
      let header: [UInt8] =
        Array("X\n".utf8) + [0, 0, 0, 3, 0, 4, 2, 2, 0, 3, 5, 0, 0, 0, 0, UInt8(encoding.utf8.count)]
      return header + Array(encoding.utf8) + [0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 1, 0xE9]
    }
    #expect(try RDS.read(file("ISO-8859-1")) == .string("é"))
    #expect(try RDS.read(file("latin1")) == .string("é"))
    #expect(try RDS.read(file("UTF-8")) == .string("\\xe9"))
  }

  @Test("strings and names longer than any buffer")
  func long() throws {
    let value = try RDS.read(
      saved(
        """
        x <- list(strrep('abc', 1e6), strrep('é', 4e5), setNames(1, strrep('n', 1e5)))
        names(x) <- c(strrep('k', 10000), '', 'b'); attr(x, strrep('m', 9000)) <- 2L; x
        """))
    guard case .list(let elements) = value.storage else {
      Issue.record("R wrote no list.")
      return
    }
    #expect(elements[0].asString == String(repeating: "abc", count: 1_000_000))
    #expect(elements[1].asString == String(repeating: "é", count: 400_000))
    #expect(elements[2].names == [String(repeating: "n", count: 100_000)])
    #expect(value.names == [String(repeating: "k", count: 10_000), "", "b"])
    #expect(value.attributes[String(repeating: "m", count: 9000)] == .int(2))
  }

  @Test("data frames keep automatic, numbered and named rows apart")
  func rowNames() throws {
    let value = try RDS.read(
      saved(
        """
        x <- data.frame(n = 1:3, d = c(1.5, NA, 2), s = c('a', NA, 'é'), f = factor(c('u', 'v', NA)),
          t = as.Date('2020-01-01') + 0:2, p = as.POSIXct(0:2, origin = '1970-01-01', tz = 'UTC'))
        list(x, x[c(3, 1), ], `rownames<-`(x, c('r1', 'r2', 'r3')), x[0, ])
        """))
    guard case .list(let frames) = value.storage else {
      Issue.record("R wrote no list.")
      return
    }
    #expect(frames[0].attributes["row.names"] == RValue(.integer([.naInteger, -3])))
    #expect(frames[1].attributes["row.names"] == RValue(.integer([3, 1])))
    #expect(frames[2].attributes["row.names"] == .strings(["r1", "r2", "r3"]))
    #expect(frames[3].attributes["row.names"]?.count == 0)
    #expect(frames[1].element("s") == RValue(.character(["é", "a"])))
    #expect(frames[0].element("f")?.attributes["levels"] == .strings(["u", "v"]))
    #expect(frames[0].element("f")?.storage == .integer([1, 2, .naInteger]))
    #expect(frames[0].element("t")?.storage == .double([18262, 18263, 18264]))
    #expect(frames[0].element("p")?.classes == ["POSIXct", "POSIXt"])
  }

  /// Objects, and what must be true of them in R after they were read and
  /// written.
  private static let objects: [(typeName: String, expression: String, check: String)] = [
    (
      "S4", "setClass('P', representation(n = 'numeric', e = 'environment')); new('P', n = 3, e = new.env())",
      "x@n == 3 && is.environment(x@e)"
    ),
    (
      "S4", "setClass('N', contains = 'numeric'); new('N', c(1, 2))",
      "isS4(x) && class(x) == 'N' && sum(unclass(x)) == 3"
    ),
    ("S4", "setRefClass('R', fields = list(v = 'numeric'))$new(v = 4)", "get('v', x) == 4"),
    (
      "externalptr", "p <- methods::new('externalptr'); attr(p, 'note') <- 'n'; p",
      "typeof(x) == 'externalptr' && attr(x, 'note') == 'n'"
    ),
    ("bytecode", "compiler::compile(quote(y + 1))", "{ y <- 2; eval(x) == 3 }"),
    ("environment", "asNamespace('stats')", "identical(x, asNamespace('stats'))"),
    ("environment", "as.environment('package:stats')", "identical(x, as.environment('package:stats'))"),
    (
      "environment", "e <- new.env(); makeActiveBinding('a', function() 42, e); e",
      "x$a == 42 && bindingIsActive('a', x)"
    ),
    (
      "environment", "e <- new.env(hash = FALSE); e$a <- 1; lockBinding('a', e); lockEnvironment(e); e",
      "x$a == 1 && bindingIsLocked('a', x) && environmentIsLocked(x)"
    ),
    ("environment", "e <- new.env(); delayedAssign('d', 6 * 7, assign.env = e); e", "x$d == 42"),
    (
      "environment", "f <- function(...) environment(); f(1, k = 2)",
      "evalq(..2, x) == 2 && identical(evalq(names(list(...)), x), c('', 'k'))"
    ),
    ("closure", "compiler::cmpfun(function(a, b = a * 2) { a + b })", "x(2) == 6"),
    ("closure", "stats::sd", "identical(environment(x), asNamespace('stats')) && x(c(1, 1)) == 0"),
    ("builtin", "sum", "identical(x, sum)"),
    ("special", "`if`", "identical(x, `if`)"),
    ("expression", "expression(a = 1 + 2, b)", "identical(x, expression(a = 1 + 2, b))"),
  ]

  @Test("what is kept as it is works in R afterwards")
  func opaque() throws {
    try RScript.withFolder { folder in
      let lines = Self.objects.indices.map {
        "x <- local({ \(Self.objects[$0].expression) }); saveRDS(x, '\($0)-gzip'); saveRDS(x, '\($0)-none', compress = FALSE)"
      }
      _ = try RScript.run(lines.joined(separator: "\n"), in: folder)
      var checks = ""
      for (index, object) in Self.objects.enumerated() {
        for compression in ["gzip", "none"] {
          let file = folder.appending(path: "\(index)-\(compression)")
          let value = try RDS.read(contentsOf: file.path)
          guard case .opaque(let opaque) = value.storage else {
            Issue.record("\(object.expression) is not opaque.")
            return
          }
          #expect(opaque.typeName == object.typeName, "\(object.expression)")
          try Data(RDS.write(value)).write(to: file)
          checks +=
            "x <- readRDS('\(index)-\(compression)'); if (!isTRUE(\(object.check))) cat(\(index), '\(compression) ')\n"
        }
      }
      #expect(try RScript.run(checks, in: folder) == "")
    }
  }

  @Test("weak references and what a hook makes are carried along")
  func rare() throws {
    let header = Array("X\n".utf8) + [0, 0, 0, 2, 0, 2, 3, 0, 0, 2, 3, 0]
    let weak = try RDS.read(header + [0, 0, 0, 23])
    #expect(try r(weak, "cat(typeof(x))") == "weakref")
    try RScript.withFolder { folder in
      _ = try RScript.run(
        "e <- new.env(); saveRDS(list(e, 1, e), 'x.rds', refhook = function(e) c('my', 'hook'))", in: folder)
      let value = try RDS.read(contentsOf: folder.appending(path: "x.rds").path)
      try Data(RDS.write(value)).write(to: folder.appending(path: "y.rds"))
      let code = "x <- readRDS('y.rds', refhook = function(s) s); cat(x[[1]], x[[2]], identical(x[[1]], x[[3]]))"
      #expect(try RScript.run(code, in: folder) == "my hook 1 TRUE")
    }
  }

  @Test("objects that occur again are the same again, in every order and format")
  func references() throws {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        """
        e <- new.env(); class(e) <- 'shared'; e$self <- e; f <- eval(quote(function() e), list2env(list(e = e)))
        s <- lapply(paste0('name', 1:3000), as.name)
        x <- list(f, e, s, list(g = f, e = e, s = rev(s)), quote(name1 + name3000))
        for (ascii in c(FALSE, TRUE)) writeBin(serialize(x, NULL, ascii = ascii), paste0(ascii, '.rds'))
        writeBin(serialize(x, NULL, xdr = FALSE), 'native.rds'); saveRDS(x, 'gzip.rds')
        """, in: folder)
      for name in ["FALSE", "TRUE", "native", "gzip"] {
        let value = try RDS.read(contentsOf: folder.appending(path: "\(name).rds").path)
        guard case .list(let elements) = value.storage, case .opaque(let shared) = elements[1].storage else {
          Issue.record("R wrote no list.")
          return
        }
        // It was met first inside of the function's environment.
        #expect(elements[1].inherits("shared"), "\(name)")
        #expect(elements[3].element("e") == elements[1], "\(name)")
        #expect(try RDS.bindings(of: shared)?.first?.name == "self", "\(name)")
        #expect(elements[4] == RValue(.call(try #require(Self.sum))), "\(name)")
        try Data(RDS.write(value)).write(to: folder.appending(path: "y.rds"))
        let code = """
          x <- readRDS('y.rds'); e <- x[[2]]
          cat(identical(x[[1]](), e), identical(e$self, e), identical(x[[4]]$e, e), class(e),
            identical(x[[3]], rev(x[[4]]$s)), as.character(x[[3]][[3000]]))
          """
        #expect(try RScript.run(code, in: folder) == "TRUE TRUE TRUE shared TRUE name3000", "\(name)")
        // An environment alone brings along what it needs.
        try Data(RDS.write(elements[1])).write(to: folder.appending(path: "z.rds"))
        #expect(
          try RScript.run("x <- readRDS('z.rds'); cat(class(x), identical(x$self, x))", in: folder) == "shared TRUE")
      }
    }
  }

  private static var sum: RCall? {
    guard case .call(let call)? = try? RSource.parse("name1 + name3000").first?.storage else { return nil }
    return call
  }
}
