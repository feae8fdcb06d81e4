import Testing

@Suite("Methods of the session", .sharedHome)
struct MethodTests {
  @Test("are found by R's generic functions and operators, as in R")
  func dispatch() async throws {
    let script = #"""
      money <- function(x) structure(x, class = c("money", "amount"))
      unit <- "EUR"
      format.money <- function(x, ...) paste(unclass(x), unit)
      length.money <- function(x) 42L
      "+.money" <- function(e1, e2) money(unclass(e1) + unclass(e2))
      Ops.amount <- function(e1, e2) get(.Generic)(unclass(e1), unclass(e2))
      Math.money <- function(x, ...) money(get(.Generic)(unclass(x), ...))
      "[.money" <- function(x, i) money(NextMethod())
      "$.money" <- function(x, name) paste("the", name)
      summary.money <- function(object, ...) cat("about", format(object), "\n")
      x <- money(c(4, 9))
      format(x)
      length(x)
      unclass(x + 1)
      unclass(1 + x)
      x == 4
      class(x > 5)
      unclass(sqrt(x))
      class(x[2])
      x$name
      summary(x)
      total <- function(a, b) format(a + b)
      total(x, x)
      for (y in list(x, 2)) cat(format(y), "\n")
      print(format(money(3)))
      toString(1:3); format(2.5); length(1:4)
      """#
    let home = try SharedHome.current
    #expect(try await home.succeed(script) == home.plainR(script))
  }
}
