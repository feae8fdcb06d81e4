import Foundation
import TerminalTesting
import Testing

@Suite("Line ends of other systems", .sharedHome)
struct LineEndTests {
  private static let script = """
    x <- 1
    f <- function(v) {
      w <- v * 2
      w + x
    }
    foreach(i = 1:2, .combine = c, .final = function(r) {
      rev(r)
    }) %do% {
      f(i)
    }
    foreach(i = 1:2, .combine = function(a, b) {
      c(a, b)
    }) %dopar% {
      f(i)
    }
    coef(lm(dist ~
      speed, cars))[[2]]
    s <- "one
    two"
    nchar(s)

    """
  private static let output = "[1] 5 3\n[1] 3 5\n[1] 3.932409\n[1] 7\n"

  @Test("mean the same everywhere that text is read", arguments: ["\r\n", "\r", "\n"])
  func sameEverywhere(end: String) async throws {
    let home = try SharedHome.current
    let text = Self.script.replacing("\n", with: end)
    #expect(try await home.succeed(text) == Self.output)
    #expect(try await home.azp(input: text).output == Self.output)
    #expect(try await home.azp("-e", text).output == Self.output)
    try home.write(text, to: "ends.R")
    #expect(try await home.azp("-e", "source('ends.R', print.eval = TRUE)").output == Self.output)
    let check = try await home.azp("--check", "ends.R")
    #expect(check.status == 0 && check.errors.isEmpty, "\(check)")
  }

  @Test("leave lines and columns of errors where they are", arguments: ["\r\n", "\r", "\n"])
  func places(end: String) async throws {
    let home = try SharedHome.current
    let text = "x <- 1\n\nfoo <- function(v) {\n  v\n}\n  foo(nowhere)\n".replacing("\n", with: end)
    for arguments in [["wrong.azp"], ["--check", "wrong.azp"]] {
      try home.write(text, to: "wrong.azp")
      let outcome = try await home.run(Home.program, arguments, deadline: .seconds(60))
      #expect(outcome.errors.hasPrefix("wrong.azp:6:7: "), "\(outcome)")
      #expect(outcome.errors.hasSuffix("\n    foo(nowhere)\n        ^~~~~~~\n"), "\(outcome)")
    }
  }

  @Test("mean the same in the file that runs at each start, and pasted at the prompt")
  func prompt() async throws {
    try await Home.use { home in
      try FileManager.default.createDirectory(atPath: home.workDirectory + "/azp", withIntermediateDirectories: true)
      let start = "h <- function(v) {\r\n  v * 2\r\n}\r\ncat('init', nchar('a\r\nb'), '\\n')\r\n"
      try home.write(start, to: "azp/init.azp")
      let terminal = try await home.shell(environment: ["XDG_CONFIG_HOME": home.workDirectory])
      #expect(terminal.screen.contains("init 3"))
      terminal.send("\u{1B}[200~local({\r\n  k <- h(4)\r\n  k + nchar('a\r\nb')\r\n})\u{1B}[201~\r")
      _ = try await terminal.waitFor(text: "[1] 11")
    }
  }
}
