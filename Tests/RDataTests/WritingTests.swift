import Foundation
import RData
import Testing

/// Values that only we make, read by R.
@Suite("Writing for R", .enabled(if: RScript.exists))
struct WritingTests {
  /// Writes the value to `x.rds` and returns what R prints.
  private func r(_ value: RValue, _ code: String) throws -> String {
    try RScript.withFolder { folder in
      try Data(RDS.write(value)).write(to: folder.appending(path: "x.rds"))
      return try RScript.run("x <- readRDS('x.rds'); \(code)", in: folder)
    }
  }

  @Test("a function becomes a closure that works")
  func function() throws {
    let value = RValue(.function(source: "function(x, n = 2, ...) {\n  # a comment\n  x^n + 1\n}"))
    #expect(try r(value, "cat(class(x), x(3), x(3, n = 3), names(formals(x)))") == "function 10 28 x n ...")
    #expect(try r(value, "cat(identical(environment(x), globalenv()))") == "TRUE")
    #expect(try r(RValue(.function(source: "\\() 7")), "cat(x())") == "7")
  }

  @Test("source that is no function cannot be written", arguments: ["x + ", "1 + 1", "", "f(x)"])
  func noFunction(source: String) throws {
    #expect(throws: RDSError.self) { try RDS.write(RValue(.function(source: source))) }
  }

  @Test("an environment becomes a new one below the global environment")
  func environment() throws {
    let bindings = [
      RBinding(name: "a", value: .number(1)), RBinding(name: "f", value: RValue(.function(source: "function() 2"))),
      RBinding(name: "inner", value: RValue(.environment([RBinding(name: "b", value: .string("é"))]))),
    ]
    let code = """
      cat(class(x), sort(ls(x)), x$a, x$f(), x$inner$b, identical(parent.env(x), globalenv()));
      assign('new', 5, envir = x); cat('', get('new', x))
      """
    #expect(try r(RValue(.environment(bindings)), code) == "environment a f inner 1 2 é TRUE 5")
  }

  @Test("an environment with a class is an object")
  func classedEnvironment() throws {
    var value = RValue(.environment([]))
    value.attributes["class"] = .string("settings")
    #expect(try r(value, "cat(inherits(x, 'settings'), is.environment(x))") == "TRUE TRUE")
  }

  @Test("calls evaluate")
  func call() throws {
    let value = try #require(try RSource.parse("local({ y <- 3; sapply(1:2, function(i, k = y) i * k) })").first)
    #expect(try r(value, "cat(eval(x))") == "3 6")
  }

  @Test("vectors keep their missing values")
  func missing() throws {
    let value = RValue.list([
      RValue(.logical([nil, true])), .int(.naInteger), .number(.naReal), .number(.nan), RValue(.character([nil])),
      RValue(.complex([RComplex(real: .naReal, imaginary: 0)])),
    ])
    let code = "cat(is.na(x[[1]]), is.na(x[[2]]), is.nan(x[[3]]), is.nan(x[[4]]), is.na(x[[5]]), is.na(x[[6]]))"
    #expect(try r(value, code) == "TRUE FALSE TRUE FALSE TRUE TRUE TRUE")
  }

  @Test("data frames made here are data frames there")
  func dataFrame() throws {
    let value = RValue.dataFrame(["x": RValue(.integer([1, 2])), "y": .strings(["a", "b"])], rowCount: 2)
    #expect(try r(value, "cat(identical(x, data.frame(x = 1:2, y = c('a', 'b'))))") == "TRUE")
  }

  @Test("closures that share an environment still share it")
  func sharing() throws {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        """
        counter <- function() { n <- 0; big <- runif(1e5); list(up = function() n <<- n + 1, get = function() n) }
        saveRDS(counter(), 'x.rds')
        """, in: folder)
      let value = try RDS.read(Data(contentsOf: folder.appending(path: "x.rds")).octets)
      let written = try RDS.write(value, compression: .none)
      // One copy of the variables, not two.
      #expect(written.count < 1_000_000)
      try Data(written).write(to: folder.appending(path: "y.rds"))
      #expect(try RScript.run("x <- readRDS('y.rds'); x$up(); x$up(); cat(x$get())", in: folder) == "2")
      // Each is complete on its own, too.
      let get = try #require(value.element("get"))
      try Data(RDS.write(get)).write(to: folder.appending(path: "z.rds"))
      #expect(
        try RScript.run("x <- readRDS('z.rds'); cat(x(), length(environment(x)$big) == 1e5)", in: folder) == "0 TRUE")
    }
  }

  @Test("environments with cycles are read, looked into and written")
  func cycles() throws {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        """
        e <- new.env(); e$self <- e; e$f <- eval(quote(function() self), e); e$x <- 1:3
        e$child <- new.env(parent = e); e$child$up <- e; class(e) <- 'loop'
        saveRDS(list(e, e$child, 5), 'x.rds')
        """, in: folder)
      let value = try RDS.read(Data(contentsOf: folder.appending(path: "x.rds")).octets)
      guard case .list(let elements) = value.storage, case .opaque(let environment) = elements[0].storage else {
        Issue.record("R wrote no environment.")
        return
      }
      #expect(elements[0].inherits("loop"))
      #expect(elements[2] == .number(5))
      let bindings = try #require(try RDS.bindings(of: environment))
      #expect(Set(bindings.map(\.name)) == ["self", "f", "x", "child"])
      #expect(bindings.first { $0.name == "x" }?.value == RValue(.integer([1, 2, 3])))
      guard case .opaque(let own)? = bindings.first(where: { $0.name == "self" })?.value.storage else {
        Issue.record("The environment lost itself.")
        return
      }
      #expect(own == environment)
      try Data(RDS.write(value)).write(to: folder.appending(path: "y.rds"))
      let code = """
        x <- readRDS('y.rds'); e <- x[[1]]
        cat(identical(e$self, e), identical(e$f(), e), identical(parent.env(e$child), e), identical(x[[2]], e$child), class(e))
        """
      #expect(try RScript.run(code, in: folder) == "TRUE TRUE TRUE TRUE loop")
    }
  }

  @Test("a job environment shows its variables")
  func jobEnvironment() throws {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        """
        e <- new.env(); e$expr <- quote({ sqrt(i) }); e$exportenv <- new.env(); e$exportenv$offset <- 3
        e$argsList <- list(list(i = 1), list(i = 2)); e$packages <- character(0); e$enableCloudCombine <- TRUE
        saveRDS(e, 'x.rds')
        """, in: folder)
      let value = try RDS.read(Data(contentsOf: folder.appending(path: "x.rds")).octets)
      guard case .opaque(let job) = value.storage else {
        Issue.record("R wrote no environment.")
        return
      }
      let bindings = try #require(try RDS.bindings(of: job))
      #expect(bindings.first { $0.name == "enableCloudCombine" }?.value == .flag(true))
      let expression = try #require(bindings.first { $0.name == "expr" }?.value)
      #expect(RPrinter().string(expression) == "{\n    sqrt(i)\n}\n")
      guard case .opaque(let exports)? = bindings.first(where: { $0.name == "exportenv" })?.value.storage else {
        Issue.record("The exports are missing.")
        return
      }
      #expect(try RDS.bindings(of: exports) == [RBinding(name: "offset", value: .number(3))])
    }
  }

  @Test("random values are identical to their twins in R, in both versions and every compression")
  func twins() throws {
    var random = RandomValues(seed: 21)
    let twins = (0..<500).map { _ in random.twin() }
    let values = RValue.list(twins.map(\.value))
    let report = try RScript.withFolder { folder in
      try Data(RDS.write(.strings(twins.map(\.source)))).write(to: folder.appending(path: "sources.rds"))
      for version in 2...3 {
        for compression in [RDS.Compression.none, .gzip] {
          let bytes = try RDS.write(values, compression: compression, version: version)
          #expect(try RDS.read(bytes) == values)
          try Data(bytes).write(to: folder.appending(path: "\(version)-\(compression).rds"))
        }
      }
      return try RScript.run(
        """
        sources <- readRDS('sources.rds')
        twins <- lapply(sources, function(s) eval(parse(text = s)[[1]], new.env()))
        for (file in c('2-none', '2-gzip', '3-none', '3-gzip')) {
          values <- readRDS(paste0(file, '.rds'))
          for (i in seq_along(sources))
            if (!identical(values[[i]], twins[[i]])) cat(file, 'differs:', sources[i], '\\n')
        }
        """, in: folder)
    }
    #expect(report == "")
    print("compared \(twins.count) random values written in 2 versions and 2 compressions")
  }
}
