/// The calls that random programs are made of; the marks are explained at
/// ``RandomExpressions``.
enum RandomTemplates {
  /// Calls that stand alone.
  static let calls = """
    sum(#n)
    sum(#n, #n, na.rm = #b)
    sum(#a)
    prod(#n)
    prod(#n, na.rm = TRUE)
    mean(#n)
    mean(#a, na.rm = #b)
    min(#n)
    max(#n, #n)
    min(#a, na.rm = #b)
    max(#c)
    range(#n)
    range(#n, na.rm = TRUE)
    range(#c)
    any(#l)
    all(#l, na.rm = #b)
    any(#n > 1)
    rev(#v)
    sort(#n)
    sort(#a, decreasing = #b)
    order(#a)
    order(#n, #n)
    order(#n, decreasing = #b)
    unique(#v)
    duplicated(#a)
    which(#l)
    which(#n > 1)
    which.max(#n)
    which.min(#n)
    match(#a, #a)
    #a %in% #a
    c(#v, #v)
    c(a = #v, b = #v)
    list(#v, x = #v)
    length(#v)
    names(#v)
    rep(#v, #i)
    rep(#a, each = #i)
    rep(#a, times = #i, each = #i)
    rep(#a, length.out = #i)
    rep_len(#a, #i)
    seq(#i, #i)
    seq(#i, #i, by = #i)
    seq(#i, #i, length.out = #i)
    seq(#i)
    seq(#c)
    seq_len(#i)
    seq_along(#v)
    head(#v, #i)
    tail(#v, #i)
    head(#v)
    head(#m, #i)
    append(#v, #v)
    append(#a, #a, after = #i)
    unlist(#s)
    unlist(#s, use.names = FALSE)
    paste(#a, #a)
    paste0(#a, #a, collapse = "+")
    paste(#v, collapse = ", ")
    paste(#a, sep = "-")
    sprintf("%s", #a)
    sprintf("%d", #n)
    sprintf("%5.2f", #n)
    sprintf("%s and %s", #a, #a)
    sprintf("%3d|%-5s|", #i, #l)
    sprintf("%g %e", #n, #n)
    nchar(#a)
    nchar(#c, type = "bytes")
    toupper(#c)
    tolower(#a)
    substr(#c, #i, #i)
    substring(#c, #i)
    substring(#c, 1:3, #i)
    strsplit(#c, "")
    strsplit(#c, ",")
    strsplit(#c, "b")
    trimws(#c)
    trimws(#c, which = "left")
    startsWith(#c, "a")
    endsWith(#c, #c)
    toString(#a)
    gsub("a", "Z", #c, fixed = TRUE)
    sub("b", "", #c, fixed = TRUE)
    grepl("b", #c, fixed = TRUE)
    grepl("a", #a)
    gsub("[ab]", "_", #c)
    as.character(#a)
    as.character(#v)
    as.numeric(#a)
    as.integer(#a)
    as.logical(#a)
    as.list(#v)
    as.vector(#v)
    as.numeric(#s)
    is.na(#v)
    is.nan(#n)
    is.finite(#a)
    is.infinite(#n)
    is.null(#v)
    is.numeric(#v)
    is.character(#v)
    is.list(#v)
    is.vector(#v)
    is.atomic(#v)
    is.matrix(#v)
    is.logical(#v)
    class(#v)
    typeof(#v)
    mode(#v)
    identical(#v, #v)
    isTRUE(#a)
    isFALSE(#l)
    abs(#n)
    sqrt(#n)
    exp(#n)
    log(#n)
    log(#n, #i)
    log2(#n)
    log10(#n)
    log1p(#n)
    sin(#n)
    cos(#n)
    atan(#n)
    round(#n)
    round(#n, #i)
    signif(#n, #i)
    floor(#n)
    ceiling(#n)
    trunc(#n)
    sign(#n)
    cumsum(#n)
    cumprod(#n)
    cummax(#n)
    cummin(#n)
    diff(#n)
    diff(#n, lag = 2)
    var(#n)
    sd(#n)
    median(#n)
    median(#n, na.rm = TRUE)
    ifelse(#l, #a, #a)
    ifelse(#n > 1, #n, #c)
    matrix(#a, nrow = #i)
    matrix(#a, ncol = #i)
    matrix(#n, 2, 2, byrow = #b)
    dim(#m)
    nrow(#m)
    ncol(#v)
    t(#m)
    rbind(#a, #a)
    cbind(#a, #a)
    cbind(a = #n, b = #n)
    rbind(#m, #n)
    rowSums(#m)
    colSums(#m)
    colMeans(#m)
    vector("list", #i)
    numeric(#i)
    character(#i)
    logical(#i)
    integer(#i)
    setNames(#v, #c)
    unname(#v)
    union(#a, #a)
    intersect(#a, #a)
    setdiff(#a, #a)
    rev(list(#v, #v))
    do.call(sum, list(#n, #n))
    do.call("paste", list(#c, #c, sep = "-"))
    lapply(#v, length)
    sapply(#a, function(e) e)
    sapply(#s, length)
    sapply(#n, function(e) e * 2)
    sapply(#c, nchar)
    vapply(#n, function(e) e + 1, numeric(1))
    Map(function(a, b) c(a, b), #n, #n)
    mapply(function(a, b) a + b, 1:3, #n)
    Filter(function(e) length(e) > 0, #s)
    Reduce("+", #n)
    Reduce(function(a, b) paste(a, b), #c, accumulate = #b)
    table(#a)
    factor(#a)
    levels(factor(#c))
    as.integer(factor(#c))
    as.character(factor(#a))
    nlevels(factor(#a))
    tabulate(#i)
    xor(#l, #l)
    isTRUE(all.equal(#n, #n))
    inherits(#v, "numeric")
    nchar(paste(#a))
    format(#n)
    format(#c)
    format(#l)
    format(#n, nsmall = 2)
    format(#n, digits = 3)
    format(#c, width = 8)
    formatC(#n)
    formatC(#i, width = 5, flag = "0")
    formatC(#n, digits = 2, format = "f")
    prettyNum(#i, big.mark = ",")
    switch(#c, a = 1, b = "two", "other")
    switch(#i, "one", "two")
    switch("c", a = 1, c = , d = "fall")
    max(nchar(#c))
    bitwAnd(5L, #i)
    rownames(#m)
    colnames(#m)
    array(#n, 2)
    outer(1:2, 1:3)
    outer(#n, #n)
    crossprod(1:3)
    #n %o% 1:2
    matrix(1:4, 2) %*% matrix(1:4, 2)
    nchar(strrep("ab", #i))
    strrep(#c, 2)
    rank(#n)
    quantile(1:10)
    stopifnot(#l)
    exists("x")
    is.element(#a, #a)
    mean(c(#n))
    structure(#n, class = "foo")
    attributes(#v)
    invisible(#a)
    nchar(#s)
    if (#l) 1 else 2
    if (length(#v)) "some" else "none"
    { #a; #a }
    (function(a, b = 2) a + b)(#n)
    (function(...) sum(...))(#n, #n)
    for (i in #v) i
    is.function(sum)
    #n |> sum()
    chartr("abc", "xyz", #c)
    rev(strsplit("abc", "")[[1]])
    as.complex(#n)
    complex(real = 1, imaginary = #i)
    Negate(is.null)(#v)
    nchar(sprintf("%08.3f", #n))
    startsWith(#a, "a")
    cut(#n, c(0, 1, 5))
    findInterval(2, c(1, 3))
    which(c(a = #l, b = #l))
    mean(#m)
    sum(#m)
    apply(#m, 1, length)
    apply(matrix(1:4, 2), 1, sum)
    apply(matrix(1:4, 2), 2, function(col) col * 2)
    max(-Inf, #n)
    pmin(#n, #n)
    pmax(#n, 2)
    rev(NULL)
    all.equal(1, 1 + 1e-10)
    lengths(#s)
    nchar(#l)
    rev(#m)
    any(duplicated(#c))
    anyNA(#v)
    complete.cases(data.frame(a = c(1, NA)))
    is.na(#s)
    tail(#m, 1)
    seq(#i, by = #i, length.out = #i)
    vapply(#c, nchar, integer(1))
    vapply(#s, length, 1L)
    sapply(1:3, function(k) c(k, k ^ 2))
    sapply(list(a = 1:3, b = #n), range)
    basename(#c)
    dirname(#c)
    file.path(#c, "b")
    make.names(#c)
    make.unique(#c)
    """
    .split(separator: "\n").map(String.init)

  /// Statements on the variables `x`, any value, and `y`, a numeric vector.
  static let variables = """
    names(x) <- #c; x
    names(x)[2] <- "q"; x
    length(x) <- #i; x
    dim(x) <- c(1, length(x)); x
    x[[#i]] <- #v; x
    x[["k"]] <- #v; x
    x[#i] <- list(#v); x
    x[y > 1] <- 0; x
    x[y]
    x[-1] <- #a; x
    x[length(x) + 1] <- #a; x
    x$k <- #v; x
    y[y > 1]
    y[is.na(y)] <- 0; y
    y[order(y)]
    y[c(a = 1, b = 2)]
    y[["a"]]
    y[rev(seq_along(y))]
    sum(y > 1, na.rm = TRUE)
    if (length(y) > 2) y[1] else x
    for (i in seq_along(y)) y[i] <- i; y
    f <- function(a, b = a * 2) { r <- a + b; r }; f(y)
    f <- function(v, ...) paste(v, ...); f(y, "z", sep = "")
    f <- function(n) if (n <= 1) 1 else n * f(n - 1); f(5)
    levels(x) <- c("u", "v"); attr(x, "levels")
    attr(x, "note") <- "n"; x
    attr(x, "note")
    k <- 0; while (k < 3) { k <- k + 1; if (k == 2) next }; k
    is.na(y) <- 1; y
    dimnames(x)
    x[] <- 0; x
    class(x) <- "foo"; unclass(x)
    x <- y; x[2] <- 5; y
    y + x
    y == x
    """
    .split(separator: "\n").map(String.init)

  /// Statements on a data frame `x`.
  static let frames = """
    x$a
    x$b
    x[["a"]]
    x["a"]
    x[x$a > 1, ]
    x[x$a > 1, "a"]
    x[order(x$a), ]
    x[order(-x$a), "a"]
    nrow(x)
    ncol(x)
    dim(x)
    names(x)
    colnames(x)
    x$new <- x$a * 2; x
    x$new <- #a; x
    x[["k"]] <- #i; x
    x$a <- NULL; x
    x$a[2] <- 9; x
    x[2, "a"] <- 7L; x
    x[2, 1] <- 7; x
    x[x$a > 1, "a"] <- 0; x
    names(x)[1] <- "first"; x
    head(x, #i)
    tail(x, #i)
    rbind(x, x)
    cbind(x, z = 1)
    sapply(x, class)
    lapply(x, length)
    colSums(x["a"])
    summary(x$a)
    unique(x$a)
    is.na(x$a)
    mean(x$a, na.rm = TRUE)
    length(x)
    x[[2]]
    x[1:2, ]
    x[-1, ]
    x[nrow(x):1, ]
    with(x, sum(a))
    subset(x, a > 1)
    rownames(x)
    x[, 1]
    x[, "a", drop = FALSE]
    x[["a"]][2]
    is.data.frame(x)
    as.list(x)
    t(x["a"])
    colnames(x) <- letters[seq_len(ncol(x))]; x
    x[c("a", "zz")]
    x[0, ]
    merge(x, x)
    """
    .split(separator: "\n").map(String.init)
}
