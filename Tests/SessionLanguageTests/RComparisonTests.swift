import RData
import SessionLanguage
import Testing

@Suite("Values are those of R", .enabled(if: RealR.isThere))
struct RComparisonTests {
  /// Run one after the other in one session, here and in R; a line that fails
  /// must fail in both.
  static let expressions = #"""
    1 + 2
    1:3 + 0.5
    1:6 * 1:2
    c(a = 1, b = 2) + c(10, 20)
    5L / 2L
    5L %/% 2L
    -5L %/% 2L
    -5 %% 3
    5 %% -3
    5.5 %/% 2
    -5.5 %% 2
    5L %% 0L
    5 %% 0
    2 ^ 10
    -2 ^ 2
    2 ** 3
    2 ^ -1
    (-8) ^ (1/3)
    1 / 0
    -1 / 0
    0 / 0
    NA + 1
    NA_integer_ + 1L
    NaN + NA
    NA ^ 0
    2147483647L + 1L
    TRUE + TRUE
    -TRUE
    !c(TRUE, NA, FALSE)
    !0:2
    1e308 * 10
    5L * 2L
    5L * 2
    1:3 == c(1, 2, 4)
    "a" < "b"
    "10" == 10
    NA == 1
    c(1, NA) > 0
    NULL == 1
    TRUE == "TRUE"
    c(TRUE, NA) & c(NA, FALSE)
    c(TRUE, FALSE) | NA
    TRUE && NA
    FALSE && NA
    NA || TRUE
    1 %in% c(1, 2)
    c("a", "b") %in% "b"
    NA %in% c(1, NA)
    c(1, "1") %in% 1
    1:5
    5:1
    1.5:4
    -1:3
    2:1 * 2
    0x1F
    1e3L
    1e-3
    0x1p-2
    100000
    'it\'s'
    "tab\there \u00e9 \u{65e5}"
    "\x41 \101 \\ \a"
    r"(raw \n "string")"
    R"---[x]--]---"
    c(1, 2L, TRUE)
    c(1, "a", TRUE, NA)
    c(a = 1, 2, b = 3)
    c(x = c(a = 1, b = 2), y = 3)
    c(x = 1:3)
    c(list(1), 2, "a")
    c(list(a = 1), b = 2)
    c()
    c(NULL, NULL)
    c(NULL, 1)
    list(1, a = "x", list(b = TRUE))
    list()
    length(list(1, 2, NULL))
    length(NULL)
    names(c(a = 1, 2))
    names(list(1, 2))
    rep(1:2, 3)
    rep(1:2, times = c(2, 3))
    rep(c("a", "b"), each = 2)
    rep(c(a = 1, b = 2), 2)
    rep("x", 0)
    rep(1:3, length.out = 7)
    rep(1:2, each = 2, times = 2)
    rep_len(1:3, 5)
    seq(5)
    seq(2, 8)
    seq(1, 10, by = 3)
    seq(1L, 10L, by = 3L)
    seq(0, 1, length.out = 5)
    seq(10, 1, by = -3)
    seq(0, 1, 0.1)
    seq(5, 1)
    seq(2, 11, length.out = 4)
    seq(1, 2, length.out = 2)
    seq(length.out = 3)
    seq(3, by = 2, length.out = 4)
    seq(0.5, 3)
    seq_len(0)
    seq_len(4)
    seq_along(c("a", "b", "c"))
    sum(1:10)
    sum(c(1.5, NA), na.rm = TRUE)
    sum(c(1, NA))
    sum()
    sum(TRUE, TRUE, FALSE)
    sum(1L, 2.5)
    prod(1:6)
    mean(c(1, 2, 3, 4.5))
    mean(c(NA, 1))
    mean(c(NA, 1), na.rm = TRUE)
    mean(1:4)
    mean(TRUE)
    min(3, 1, 2)
    max(c("b", "a"))
    max(1:3, 7L)
    max(c(1, NA))
    max(c(1, NA), na.rm = TRUE)
    range(c(3, 1, 2))
    range(1:5)
    any(c(FALSE, NA, TRUE))
    any(c(FALSE, NA))
    all(logical(0))
    all(c(TRUE, NA), na.rm = TRUE)
    rev(c(a = 1, b = 2))
    rev(list(1, "a"))
    sort(c(3, 1, 2))
    sort(c("b", "a", "c"), decreasing = TRUE)
    sort(c(b = 2, a = 1))
    sort(c(2, NA, 1))
    order(c(3, 1, 2))
    order(c(2, NA, 1))
    unique(c(1, 2, 1, NA, NA))
    unique(c("a", "b", "a"))
    duplicated(c(1, 2, 1))
    which(c(FALSE, TRUE, NA, TRUE))
    which(c(a = TRUE, b = FALSE))
    which.max(c(1, 5, 2))
    match(c("b", "z"), c("a", "b"))
    unlist(list(1, 2, 3))
    unlist(list(a = 1, b = list(c = 2, d = "x")))
    unlist(list(a = 1:2, b = 3))
    unlist(list(1, "a", TRUE))
    unlist(list(a = list(1, 2), b = 3))
    unlist(list(list(1, 2), 3))
    unlist(list())
    unlist(1:3)
    unlist(list(a = 1, b = 2), use.names = FALSE)
    unlist(list(f = c(x = 1, y = 2)))
    is.null(NULL)
    is.null(list())
    nchar(c("abc", "", NA, "日本"))
    nchar(123)
    toupper("abc")
    tolower(c(a = "ABC"))
    substr("hello", 2, 4)
    substr(c("abc", NA), 2, 9)
    substring("hello", 3)
    strsplit("a,b,,c,", ",")
    strsplit(c("a b", "c"), " ")
    strsplit("abc", "")
    strsplit("a.b", ".", fixed = TRUE)
    trimws("  a b ")
    startsWith(c("abc", "b"), "a")
    endsWith("abc", "c")
    paste("a", 1, TRUE, NA)
    paste0("x", 1:3)
    paste(c("a", "b"), collapse = "+")
    paste("a", "b", sep = "-")
    paste(character(0), "a")
    paste0("a", NULL)
    paste(1.0, 0.1, 1/3, 1e5, 123456, 1e-5, 1e15, 100)
    paste(list(1, "a", TRUE))
    paste0()
    sprintf("%d of %s", 3L, "x")
    sprintf("%5.2f|%-8s|%+d|%e|%g|%%", pi, "ab", 5L, 12345.678, 1e-10)
    sprintf("%s", 1.5)
    sprintf("%s", 1e6)
    sprintf("%d", 3)
    sprintf("%s is %d", c("a", "b"), 1:2)
    sprintf("%05d", 42L)
    sprintf("%x %X %o", 255L, 255L, 8L)
    sprintf("%2$s %1$s", "a", "b")
    sprintf("%*d", 5, 42L)
    sprintf("%s", NA)
    sprintf("%d", NA)
    sprintf("%f", Inf)
    sprintf("%5.1f", NA)
    sprintf("%s", list("a", 1))
    sprintf("no format")
    sprintf(character(0))
    as.character(c(1, 1.5, 1e10, 1e-4, 123456789.123, 1e5, 0.1 + 0.2))
    as.character(TRUE)
    as.character(1:3)
    as.character(list(1, "a"))
    as.numeric("1e3")
    as.numeric("abc")
    as.numeric(" 12 ")
    as.numeric("0x10")
    as.numeric(TRUE)
    as.integer(3.9)
    as.integer("7")
    as.integer(-3.9)
    as.logical(c("TRUE", "false", "T", "yes", "0"))
    as.logical(0:2)
    as.list(1:3)
    as.list(c(a = 1, b = 2))
    as.vector(c(a = 1))
    is.na(c(1, NA, NaN))
    is.na(list(1, NA, "a"))
    is.na(c(a = NA))
    is.nan(c(1, NA, NaN))
    is.finite(c(1, Inf, NA))
    is.numeric(1L)
    is.character("a")
    is.list(list())
    is.function(1)
    identical(c(a = 1), c(a = 1))
    identical(1L, 1)
    isTRUE(c(TRUE, TRUE))
    isTRUE(TRUE)
    class(1)
    class(1L)
    class("a")
    class(NULL)
    class(list())
    class(TRUE)
    typeof(1L)
    abs(-3:3)
    abs(-1.5)
    sqrt(16)
    sqrt(-1)
    exp(1)
    log(10)
    log(100, 10)
    log(8, base = 2)
    log10(1000)
    log2(8)
    round(2.5)
    round(-1.567, 2)
    round(0.15, 1)
    round(2.675, 2)
    round(1234.5678, -2)
    round(5L)
    signif(123456, 2)
    floor(-1.5)
    ceiling(1.2)
    trunc(-1.7)
    floor(c(a = 1.5))
    head(1:10, 3)
    head(1:10, -7)
    tail(1:10, 3)
    tail(letters, 2)
    head(list(1, 2, 3), 2)
    append(1:3, 9, after = 1)
    ifelse(c(TRUE, FALSE, NA), "a", "b")
    ifelse(c(1, 0) > 0, 1:2, 5.5)
    x <- 1:10
    x[3]
    x[-1]
    x[c(1, 3)]
    x[x > 5]
    x[11]
    x[0]
    x[-(1:3)]
    x[c(TRUE, FALSE)]
    x[c(-1, 2)]
    x[[2]]
    x[[11]]
    x[NA]
    v <- c(a = 1, b = 2, c = 3)
    v["b"]
    v[["b"]]
    v["z"]
    v[c("a", "c")]
    l <- list(a = 1, bcd = "x", c = list(d = 4))
    l$a
    l$bc
    l$nothing
    l[["c"]]$d
    l["a"]
    l[["nothing"]]
    l[[c("c", "d")]]
    l[-1]
    l$e <- 5; l
    l$a <- NULL; l
    l[["c"]][["d"]] <- "new"; l
    l$c$e$f <- 1; l
    l[c("x", "y")] <- list(1, 2); l
    x[2] <- 20L; x
    x[15] <- 1L; x
    x[x > 5] <- 0; x
    v["d"] <- 4; v
    v[["a"]] <- 9; v
    names(v)[2] <- "B"; v
    names(v) <- NULL; v
    e <- c(); e["k"] <- 1; e
    e2 <- NULL; e2$a <- 1; e2
    e3 <- list(); e3[[3]] <- "x"; e3
    n <- NULL; n[3] <- 1L; n
    s <- "a"; s[3] <- "c"; s
    b <- TRUE; b[2] <- 5; b
    m <- matrix(1:6, nrow = 2)
    m
    m[1, 2]
    m[1, ]
    m[, 2]
    m[, 2, drop = FALSE]
    dim(m)
    nrow(m)
    ncol(m)
    m * 2
    m[m > 2]
    y = 5; y
    6 -> z; z
    if (x[1] > 0) "pos" else "neg"
    if (FALSE) 1
    t <- 0; for (i in 1:10) { if (i == 3) next; if (i > 6) break; t <- t + i }; t
    k <- 0; while (k < 5) k <- k + 1; k
    k <- 0; repeat { k <- k + 2; if (k > 7) break }; k
    for (w in list(1, "a")) last <- w; last
    { 1; 2 }
    (function(a) a)
    letters[1:3]
    pi
    T & F
    LETTERS[26]
    month.abb[1]
    format(3.14159, nsmall = 2)
    format(2, nsmall = 2)
    format(c(1, 10, 100))
    format(c("a", "bbb"))
    format(TRUE)
    format(1e10)
    format(123456789)
    format(0.00001234)
    format(-1.5)
    format("a", width = 5)
    format(1234.5678, digits = 2)
    format(NA)
    setNames(1:2, c("a", "b"))
    vector("list", 2)
    character(2)
    numeric(2)
    logical(0)
    toString(1:5)
    basename("/a/b/c.txt")
    file.path("a", "b")
    nlevels(1)
    inherits(1, "numeric") == FALSE
    1:3 |> sum()
    c(1, 4, 9) |> sqrt() |> rev()
    x = c(b = 2, a = 1); x[order(names(x))]
    "f" == 'f'
    Inf - Inf
    5 == 5L
    1i
    stop("no")
    undefined_variable_here
    1 + "a"
    list(1)[[2]]
    sqrt("a")
    -"a"
    !"a"
    if (c(TRUE, FALSE)) 1
    if (logical(0)) 1
    rep(1:2, times = -1)
    NULL[[1]]
    NULL$a
    NULL[1]
    c(1, 2)[["a"]]
    seq(5, length.out = 3)
    seq(1L, 9L, length.out = 5L)
    seq(5L, by = 2L, length.out = 3L)
    seq(to = 9, by = 2, length.out = 3)
    seq(1, 5, length.out = 0)
    seq(1L, 10, by = 3L)
    inherits(1L, "integer")
    inherits(m, "matrix")
    df <- list(a = 1:3, b = c("x", "y", "z"))
    attr(df, "nothing")
    x <- c(5, 3, 8); x[order(x)]
    x[which(x > 4)]
    nchar("x", type = "bytes")
    Recall <- 3; Recall
    `my var` <- 2; `my var` + 1
    a.b_c <- 1; a.b_c
    f <- function(x) x; is.function(f)
    c(list(), 1)
    c("a", NULL, "b")
    list(a = NULL)
    l2 <- list(1, 2); l2[[3]] <- list("deep"); l2
    l2[2] <- NULL; l2
    l2[["new"]] <- 1:3; l2
    l2$new[2] <- 10L; l2
    nested <- list(); nested$a$b$c <- "x"; nested
    mm <- 1:6; dim(mm) <- c(2, 3); mm
    mm[mm > 2 & mm < 5]
    sum(mm[1, ])
    -2:2 %in% c(0, 1)
    5 %/% 0
    5L %/% 0L
    -7 %/% 2
    -7L %% 3L
    5.5 %% -2
    1e-320 * 1
    0.1 + 0.2 == 0.3
    100 * 1.1
    1/3
    c(1.123456789, 2)
    paste(1e-20, 1e20, 12345678901234567890, 0.1 + 0.2, 1/7)
    paste(TRUE, 3L, 2.50)
    as.character(1e5 + 0.1)
    as.character(123456.7)
    as.character(-1e-300)
    1:3 + 1:6
    integer(0) + 1
    sum(integer(0))
    TRUE && "a"
    "TRUE" || FALSE
    """#

  @Test("the same value, or an error, for every expression")
  func sameValues() async throws {
    let lines = Self.expressions.split(separator: "\n").map(String.init)
    #expect(lines.count > 300)
    let script =
      RealR.canonSource + "\nlines <- strsplit(r\"--------(\(lines.joined(separator: "\n")))--------\", '\\n')[[1]]\n"
        + #"""
        for (line in lines) cat(tryCatch(suppressWarnings(canon(eval(parse(text = line), globalenv()))),
          error = function(e) "ERROR"), "\n", sep = "")
        """#
    let expected = try RealR.output(of: script).split(separator: "\n").map(String.init)
    try #require(expected.count == lines.count)

    let host = RecordingHost()
    let interpreter = Interpreter(host: host)
    for (line, wanted) in zip(lines, expected) {
      var actual: String
      do {
        let program = try Parser.parse(SourceText(name: "t", text: line), commands: [])
        var last = RValue.null
        for statement in program.statements { last = try await interpreter.run(statement, of: program).value }
        actual = RealR.canon(last)
      } catch {
        actual = "ERROR"
        if wanted != "ERROR" { Issue.record("\(line): \(error)") }
      }
      #expect(actual == wanted, "\(line)")
    }
  }

  @Test("every function of R's own packages is read to its end as the body of a loop")
  func wholeOfR() throws {
    let text = try RealR.output(
      of: #"""
        for (p in c("base", "stats", "utils", "methods", "tools")) for (n in ls(asNamespace(p), all.names = TRUE)) {
          f <- get(n, asNamespace(p))
          if (is.function(f) && !is.primitive(f)) cat(deparse(f), "\001", sep = "\n")
        }
        """#)
    let functions = text.split(separator: "\u{1}\n")
    #expect(functions.count > 3_000)
    for function in functions {
      let source = SourceText(name: "R", text: "foreach(i = 1) %do% { \(function) }")
      let program = try Parser.parse(source, commands: RecordingHost.testCommands)
      #expect(program.statements.count == 1)
      #expect(program.statements[0].span.upperBound == source.text.utf8.count)
    }
  }
}
