extension RTable {
  static let indices = #"""
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
    data.frame(a = 1:3, b = c("x", "y", "z"))
    d <- data.frame(id = c("j1", "j2", "j3"), n = c(4L, 0L, 9L), ok = c(TRUE, FALSE, NA)); d
    d$n
    d[["id"]]
    d[2, ]
    d[, 2]
    d[, "n", drop = FALSE]
    d[d$n > 1, "id"]
    d[d$n > 1, ]
    d[c("id", "ok")]
    d[-1, ]
    d[0, ]
    d["zz"]
    d$n[2] <- 7L; d
    d[3, "n"] <- 1L; d
    d[d$n > 5, "id"] <- "big"; d
    d$new <- d$n * 2; d
    d[["k"]] <- "c"; d
    d$ok <- NULL; d
    d$bad <- 1:2
    names(d)[2] <- "count"; d
    nrow(d); ncol(d)
    is.data.frame(d)
    data.frame(a = 1:3)[2, ]
    data.frame(a = 1:2, b = 3:6)
    w <- c(a = 1, b = 2, c = 3)
    w[-2]
    w[c(TRUE, NA, FALSE)]
    w[c("a", NA)]
    w[10]
    w[NULL]
    w[["b"]] <- 20; w
    w[c("new", "a")] <- c(5, 6); w
    w[6] <- 1; w
    q <- list(1, list(a = 2, b = "x")); q
    q[[2]]$a
    q[[c(2, 2)]]
    q[[2]][["a"]] <- NULL; q
    q[[c(2, 1)]] <- "deep"; q
    q["z"] <- list(NULL); q
    q[["zz"]]
    q[[9]]
    u <- 1:3; u[["a"]] <- 4L; u
    u <- 1:3; u[0] <- "a"; u
    u <- 1:3; u[c(TRUE, FALSE)] <- 0L; u
    u <- 1:4; u[1:2] <- 1:3
    u <- 1:4; u[-1] <- 9L; u
    u <- 1:4; u[c(1, NA)] <- 1:2
    u <- NULL; u[["a"]] <- 1; u
    u <- NULL; u$a$b <- 1; u
    u <- 5; u$a <- 1; u
    mx <- matrix(1:6, 2); mx[1, ] <- 0L; mx
    mx[, 2] <- c(7L, 8L); mx
    mx[2, 3] <- 1.5; mx
    mx[3, 1] <- 1
    mx[mx > 5] <- NA; mx
    mx[[1, 2]]
    mx[["a"]]
    mx[-1, ]
    mx[c(TRUE, FALSE), ]
    """#

  static let control = #"""
    y = 5; y
    6 -> z; z
    if (x[1] > 0) "pos" else "neg"
    if (FALSE) 1
    for (i in 1:1e12) if (i == 3) break; i
    for (i in 3:1) cat(i, ""); typeof(i)
    for (x in 0.5:3) cat(x, ""); x
    for (i in c(2, 9):4) cat(i, "")
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
    sq <- function(x) x ^ 2; sq(4)
    add <- function(a, b = a * 2) a + b; add(1)
    add(1, b = 5)
    add(b = 1, 10)
    add()
    add(1, 2, 3)
    fact <- function(n) if (n <= 1) 1 else n * fact(n - 1); fact(10)
    vsum <- function(...) sum(...); vsum(1, 2, 3)
    first <- function(...) ..1; first("a", "b")
    count <- function(...) ...length(); count(1, 2, 3)
    early <- function(x) { if (x > 0) return("positive"); "not" }; early(1)
    early(-1)
    local_x <- 5; shadow <- function() { local_x <- 1; local_x }; shadow(); local_x
    total <- 0; bump <- function(k) total <<- total + k; bump(2); bump(3); total
    log_lines <- c(); note <- function(t) log_lines[length(log_lines) + 1] <<- t; note("a"); note("b"); log_lines
    opt <- function(x, y) if (missing(y)) "one" else "two"; opt(1)
    opt(1, 2)
    invisible(5)
    sapply(1:3, function(i) i ^ 2)
    sapply(c(a = 1, b = 2), sqrt)
    sapply(c("x", "yy"), nchar)
    sapply(1:3, function(i) c(i, i * 10))
    sapply(list(), length)
    sapply(1:2, function(i) list(i))
    sapply(list(a = 1:3, b = 4:6), range)
    lapply(1:2, function(i) i + 1)
    lapply(list(a = 1, b = "x"), class)
    lapply(1:2, sq)
    vapply(1:3, function(i) i * 2, numeric(1))
    vapply(1:3, function(i) "a", numeric(1))
    vapply(c("a", "bb"), nchar, integer(1))
    Map(function(a, b) a + b, 1:2, 3:4)
    Map(rep, 1:2, 2:1)
    mapply(function(a, b) a * b, 1:3, 4:6)
    mapply(rep, 1:2, 2:1)
    Filter(function(v) v > 1, c(1, 2, 3))
    Filter(function(v) !is.null(v), list(1, NULL, 2))
    Reduce(`+`, 1:5)
    Reduce(function(a, b) a * b, 1:5, accumulate = TRUE)
    Reduce("+", list(1, 2), 10)
    Find(function(v) v > 1, 1:3)
    Position(function(v) v > 1, 1:3)
    do.call(sum, list(1, 2, 3))
    do.call("paste", list("a", "b", sep = "-"))
    switch("b", a = "one", b = "two", "other")
    switch("z", a = "one", "other")
    switch("a", a = , b = "fall")
    switch(2, "x", "y")
    is.null(switch("q", a = 1))
    stopifnot(TRUE, 1 == 1)
    stopifnot(1 > 2)
    tryCatch(stop("no"), error = function(e) "caught")
    tryCatch(stop("no"), error = function(e) conditionMessage(e))
    tryCatch(5, error = function(e) 1, finally = 2)
    exists("sq")
    exists("certainly_not_there")
    sq <- 3; rm(sq); exists("sq")
    (function(x, y) x - y)(y = 1, 5)
    (\(x) x + 1)(2)
    f1 <- function(x) { for (i in 1:3) { if (i == 2) next; x <- x + i }; x }; f1(0)
    f2 <- function(n) { r <- numeric(0); while (length(r) < n) r <- c(r, length(r)); r }; f2(3)
    compose <- function(f, x) f(f(x)); compose(function(v) v * 2, 3)
    noargs <- function() 42; noargs()
    nested <- list(f = function(x) x + 1); nested$f(2)
    deep <- function(n) deep(n + 1); deep(1)
    1:10 |> Filter(f = \(v) v %% 2 == 0) |> sum()
    identical(sapply(1:3, identity), 1:3)
    structure(list(a = 1), class = "foo")$a
    Sys.setenv(AZP_TABLE = "set", AZP_COUNT = 2)
    Sys.getenv("AZP_TABLE"); Sys.getenv(c("AZP_TABLE", "AZP_COUNT"))
    Sys.unsetenv("AZP_TABLE")
    Sys.getenv("AZP_TABLE"); Sys.getenv("AZP_TABLE", unset = NA)
    Sys.setenv()
    do.call(Sys.setenv, list(AZP_TABLE = "again")); Sys.getenv("AZP_TABLE")
    """#
}
