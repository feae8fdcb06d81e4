import RData
import SessionLanguage
import Testing

@Suite("Changes of a part happen in place")
struct AssignmentInPlaceTests {
  @Test(
    "a value that nothing else refers to stays where it is in memory",
    arguments: [
      "x <- numeric(40); x[40] <- 0", "x <- as.list(1:40); x$a <- NULL",
      "x <- 1:40; names(x) <- x; names(x) <- NULL; x[[2]] <- 7L", "x <- matrix(0, 5, 8); x[2, 3] <- 1",
      "x <- character(40); x[2:3] <- 'a'", "x <- rep(TRUE, 40); x[c(TRUE, FALSE)] <- FALSE",
    ])
  func unshared(text: String) async throws {
    let session = try await Session(text)
    // The first change may copy, for the value of the last statement is kept.
    try await session.run("x[[3]] <- x[[4]]; 1")
    let before = session.address("x")
    try await session.run("for (i in 5:9) x[[i]] <- x[[i - 1]]\nif (TRUE) { x; x[9] <- x[8] }")
    #expect(before != 0)
    #expect(session.address("x") == before)
  }

  @Test(
    "so does what lies in lists, in a function's variables and around a function",
    arguments: [
      "y$a$b[3] <- 5", "y$a[['b']][3] <- 5", "y[['a']]$b[[3]] <- 5", "y[[1]][[1]][3] <- 5", "y[[c(1, 1, 3)]] <- 5",
      "f <- function() y$a$b[3] <<- 5; f()",
    ])
  func nested(change: String) async throws {
    let session = try await Session("y <- list(a = list(b = numeric(40)), c = 1); y$a$b[2] <- 1; 1")
    let before = session.address("y", "a", "b")
    try await session.run(change)
    #expect(before != 0)
    #expect(session.address("y", "a", "b") == before)
    try await session.run("isChanged <- y$a$b[3] == 5")
    #expect(session.interpreter["isChanged"] == .flag(true))
  }

  @Test("another variable with the same value keeps it")
  func shared() async throws {
    #expect(try await value("x <- c(1, 2); y <- x; x[1] <- 9; y") == RValue(.double([1, 2])))
    let text = "x <- list(a = list(b = 1)); y <- x$a; f <- function(x) { x$a$b <- 3; x }; z <- f(x); x$a$b <- 2; y$b"
    #expect(try await value(text) == .number(1))
    #expect(try await value("x <- 1:3; for (i in x) x[i] <- 10L; x") == RValue(.integer([10, 10, 10])))
  }

  @Test(
    "a change that fails leaves the variable as it was",
    arguments: [
      "x[c(-1, 1)] <- 'a'", "x[[0]] <- 'a'", "x['a'] <- character(0)", "x$b[[7]][[c(1, 1)]] <- 'a'",
      "x[['a']] <- list()[[1]]", "x[1:2][c(-1, 1)] <- 'a'",
    ])
  func failing(change: String) async throws {
    for start in ["c(a = 1, b = 2)", "list(a = 1, b = 2)"] {
      let session = try await Session("x <- \(start); y <- x")
      await #expect(throws: (any Error).self) { try await session.run(change) }
      #expect(session.interpreter["x"] == session.interpreter["y"])
      // Nor does a function that fails make a variable of its own.
      await #expect(throws: (any Error).self) { try await session.run("f <- function() { \(change) }; f()") }
      #expect(session.interpreter["x"] == session.interpreter["y"])
    }
  }

  /// A session whose variables are looked at in memory.
  private struct Session {
    let interpreter = Interpreter(host: RecordingHost())

    init(_ text: String) async throws { try await run(text) }

    func run(_ text: String) async throws {
      try await interpreter.run(Parser.parse(SourceText(name: "t", text: text), commands: []))
    }

    /// Where the elements of a variable, or of what lies in it, are.
    func address(_ path: String...) -> Int {
      var value = interpreter[path[0]]
      for name in path.dropFirst() { value = value?.element(name) }
      func place<Element>(_ elements: [Element]) -> Int {
        elements.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
      }
      return switch value?.storage {
      case .logical(let values)?: place(values)
      case .integer(let values)?: place(values)
      case .double(let values)?: place(values)
      case .character(let values)?: place(values)
      case .list(let values)?: place(values)
      default: 0
      }
    }
  }
}
