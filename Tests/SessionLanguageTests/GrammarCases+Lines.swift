extension GrammarCases {
  /// Sources over several lines, and such that a list by line cannot hold.
  static let severalLines = [
    "\n\n", "a\nb", "a\r\nb\r\n", "a +\nb", "a\n+ b", "(a\n+ b)", "f(a,\n  b\n)", "f(\n)", "x[\n1\n]", "x[[\n1\n]]",
    "x <-\n  1", "x\n<- 1", "(x\n<- 1)", "if (a)\nb", "if (a\n) b", "if (a) {\n} else {\n}", "{if (a) b\nelse c}",
    "{if (a) b\n\n# c\nelse c}", "(if (a) b\nelse c)", "f(if (a) b\nelse c)", "{\na\nb\n}", "({\na\nb\n})",
    "({a\n+ b})", "(f(a\n, {b\nc\n}\n))", "for (i in x)\n  y", "for (i\nin\nx) y", "while (a)\n\nb", "repeat\nb",
    "function(x)\nx", "function(x,\n y)\nx", "\\(x)\nx", "f\n(x)", "(f\n(x))", "x\n[1]", "{f\n(x)}", "x$\na", "x\n$a",
    "(x\n$a)", "a %in%\nb", "-\na", "!\n\na", "~\na", "a ~\nb", "x |>\n  f() |>\n  g()", "x\n|> f()", "a ::\nb",
    "'a\nb'", "\"a\\\nb\"", "r\"(a\nb)\"", "`a\nb`", "f(a = \n 1)", "f(a\n= 1)", "f('a'\n=1)",
    "a <- function(x) {\n  x\n}\nb",
    "if (a) b; else c", "{a;\nb;}", "a # c\n+ b", "a + # c\nb", "(a # c\n)", "f(# c\n)", "x[a,\n,b]", "\ta\n\t\tb",
    "a\u{0C}b", "a\u{A0}+ b", "a\u{3000}+ b", "\u{FEFF}a", "a\u{2003}b", "x <- 'é'\ny",
    "if (a) {\n  b\n} else if (c) {\n  d\n}",
    "if (a)\n\n\nb else\n\nc", "function(a = {\n1\n}, b) a", "f({\n  a\n  b\n}, c)", "(function(x)\n  x + 1\n)(2)",
    "f(function(x)\n{\n x\n}\n, 2)", "{\n}\n{\n}", "x <- c(1,\n  2, # two\n  3)\ny", "a |> # c\nf()",
    "{ (\na\n) \n b }",
    "({ (a\n) })", "if (a) b else\nc", "{ if (a) {b}\n else {c} }", "{ if (a) if (b) c\n else d\n else e }",
    "x = {\na\n}\n", "while (\na\n) {\nbreak\n}", "-1\n-2", "a\n\n;b", "a;\n;b", "#!/usr/bin/env azp\na",
  ]

  /// What the session takes and R does not: `else` on a line of its own,
  /// because a script is parsed whole; empty statements; line ends, blanks and
  /// marks that files bring with them; `\u` between backticks.
  static let onlyHere: Set<String> = [
    "a\n\n;b", "a;\n;b", "`\\u00e9`", "a\r\nb\r\n", "a\u{A0}+ b", "\u{FEFF}a",
  ]

  /// What R parses and refuses to run, and azp refuses at once.
  static let onlyInR: Set<String> = ["y ~ a <- b", "a %dopar% b", "a -> b <- c"]
}
