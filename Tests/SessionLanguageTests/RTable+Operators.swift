extension RTable {
  static let operators = #"""
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
    1e10 %% 0.1
    0.3 %% 0.1
    1 %/% 0.1
    -5 %/% Inf
    5 %% -Inf
    1e15 %/% 7
    matrix(1:4, 2) + 1:2
    matrix(1:4, 2) + 1:8
    matrix(1:4, 2) %% 3
    matrix(1:4, 2) == c(1, 9)
    list(1, 2) == 1
    list(1, "a") == "a"
    NULL + 1L
    NULL + NULL
    !character(0)
    !NULL
    logical(0) && TRUE
    c(TRUE, FALSE) && TRUE
    "1":3
    c(2, 3):4
    (-Inf) ^ 3
    (-Inf) ^ 2.5
    2 ^ -Inf
    xor(TRUE, c(TRUE, FALSE, NA))
    bitwAnd(12L, 10L)
    bitwXor(12L, 10L)
    `+`(1, 2)
    "-"(5)
    isTRUE(NA)
    TRUE & "a"
    1:3 + 1:2
    """#

  static let vectors = #"""
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
    union(c(1, 2, 3), c(2, 5))
    intersect(c("a", "b"), c("b", "c"))
    setdiff(1:5, c(2L, 4L))
    lengths(list(a = 1:3, b = NULL, c = "x"))
    anyNA(c(1, NA))
    rev(c(a = 1, b = 2))
    append(1:3, 9L)
    append(list(1), list(2), after = 0)
    factor(c("b", "a", "b", NA))
    levels(factor(c(3, 1, 2, 1)))
    as.integer(factor(c("z", "a")))
    as.character(factor(c("z", "a")))
    factor(c("lo", "hi", "lo"), levels = c("lo", "hi"))
    table(c("a", "b", "a"))
    table(c(TRUE, FALSE, TRUE))
    nlevels(factor(1:4))
    is.vector(c(a = 1))
    is.vector(matrix(1:4, 2))
    setNames(list(1, 2), c("a", "b"))
    unlist(list(a = 1, b = list(2, 3)))
    rep_len(c("a", "b"), 3)
    rep(list(1, "a"), 2)
    """#
}
