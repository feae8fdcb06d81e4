extension RTable {
  /// What fails, for what `conditionMessage()` says of it.
  static let conditions = #"""
    f()
    f(1, 2)
    f(1, b = 2)
    f(1, 2 + 3, "a")
    if (NULL) 1
    if (NA) 1
    if (c(TRUE, FALSE)) 1
    if ("a") 1
    if (list(1)) 1
    while (NA) 1
    nowhere
    nowhere[1]
    nowhere[1] <- 2
    f(nowhere)
    1 + "a"
    1:3 + list(1)
    -"a"
    !"a"
    1 & "a"
    1 && "a"
    "a" || TRUE
    NULL && TRUE
    NA:3
    list(1)[[2]]
    c(a = 1)[["b"]]
    c(1)[[3]]
    matrix(1:4, 2)[3, 1]
    (1:3)[[0]]
    (1:3)[[-1]]
    (1:3)[["a"]]
    (1:3)[[c(1, 2)]]
    (1:3)[[integer(0)]]
    (1:3)[list(1)]
    (1:3)$a
    f[1]
    f$a
    f[[1]]
    data.frame(a = 1)["z"]
    d <- data.frame(a = 1:2); d$b <- 1:3
    y <- 1:3; y[[5]] <- 1:2
    y <- 1:3; y[1] <- numeric(0)
    y <- 1:3; names(y) <- c("a", "b", "c", "d")
    sqrt("a")
    exp(list())
    round("a")
    sum("a")
    max(list(1))
    mean()
    nchar()
    rep(1:2, times = -1)
    numeric(-1)
    seq(1, 10, by = -1)
    vapply(1:2, function(i) "a", 1)
    vapply(1:2, function(i) 1:2, 1)
    do.call(f, 1)
    strsplit(1, "a")
    sprintf("%d", 1.5)
    sprintf("%d", "a")
    sprintf("%s")
    switch(1:2, 1)
    stopifnot("must be" = 1 > 2)
    stop("a ", 1)
    f(x = 1, x = 2)
    g(1)
    if (NA_real_) 1
    """#

  /// How the options of printing change what follows.
  static let options = #"""
    old <- options(digits = 3); old$digits
    pi * 1000
    c(1.23456, 1e-5)
    format(pi)
    format(c(1.23456, 100))
    paste(pi)
    getOption("digits")
    2.123456789i
    list(a = pi, b = 1e5)
    data.frame(x = pi * 1:2, y = c("a", "b"))
    matrix(c(pi, 1, 2, 1e6), 2)
    if (TRUE) { options(digits = 5); format(pi) }
    options(digits = 15); pi
    options(digits = 22); 0.1
    options(digits = 3.7); getOption("digits")
    options(digits = 0)
    options(digits = 23)
    options(digits = NULL)
    options(digits = NA)
    options(width = 9)
    options(width = 10001)
    options(width = NA)
    getOption("digits"); getOption("width")
    options("digits", "width")
    options(c("digits", "width"))
    options(old); getOption("digits")
    options(scipen = 10); 1e8
    paste(1e15, 1e-7, 123456789012)
    as.character(1e5)
    c(1e10, "a")
    w <- 1e5; w[2] <- "a"; w
    format(1e8)
    toString(1e6)
    100000000i
    options(scipen = -5); 1000
    c(100, 0.5)
    paste(100)
    options(list(scipen = 0, width = 40)); 1:30
    x <- seq(0.5, 20); names(x) <- letters[1:20]; x
    options(width = 80); 1:30
    getOption("scipen") + 0
    f <- function(x) x; g <- function(...) ..2
    """#
}
