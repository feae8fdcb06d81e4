/// Sources of every form of R's grammar, for a comparison of the trees.
enum GrammarCases {
  /// One source a line.
  static let singleLines = operands + statements

  private static let operands = #"""
    1
    42L
    1e6
    1e+6
    1E-3
    1.5e10
    .5
    5.
    5.e2
    0x10
    0XFFL
    0x1p3
    0x1.8p1
    0xAbCdEf
    0x1P-2
    1e5L
    1.5L
    1.0L
    1e-2L
    2147483647L
    2147483648L
    123456789012345678901234567890
    1e308
    1e400
    1e-400
    0.1
    1i
    2.5i
    1e3i
    0x10i
    TRUE
    FALSE
    NULL
    NA
    Inf
    NaN
    NA_integer_
    NA_real_
    NA_character_
    NA_complex_
    1e
    1e+
    0x
    0x1.8
    0x1p
    1x
    1_000
    1..2
    1.a
    0b1
    1LL
    1 2
    'single'
    "double"
    'it\'s'
    "say \"x\""
    "a'b"
    'a"b'
    "\n\t\r\a\b\f\v\\"
    "\`\ \'"
    "\x41\x4a"
    "\u00e9"
    "\u{e9}"
    "\U0001F600"
    "\U{1F600}"
    "\101\60\7"
    "\1012"
    "日本語"
    "\0"
    "\x0"
    "\u0"
    "\q"
    "\x"
    "\u"
    "\u{}"
    "\u{41"
    "\xg"
    r"(raw \n)"
    R"(raw)"
    r'(it's)'
    r"[a]b]"
    r"{a(b)}"
    r"-(a)"b)-"
    r"---[a]--"]---"
    r"(a)-"
    r"a"
    r "a"
    'unfinished
    "unfinished\"
    x
    .x
    ..x
    x.y_z1
    ...
    ..1
    ..12
    été
    Ωmega
    变量
    x²
    `a b`
    `if`
    `a\`b`
    `\u00e9`
    ``
    _x
    x_
    .1x
    .a1
    a→b
    €
    x <- 1
    x = 1
    x <<- 1
    1 -> x
    1 ->> x
    x := 1
    "x" <- 1
    `a b` <- 1
    a <- b <- 1
    a = b = 1
    a = b <- 1
    1 -> a -> b
    a <- 1 -> b
    x[1] <- 2
    x$a$b <- 2
    x[[1]]$a[2] <- 3
    names(x) <- "a"
    names(x)[2] <- "b"
    levels(x$a)[1] <- "b"
    x@y <- 1
    base::x <- 1
    x<-1
    x< -1
    x<--1
    x<- -1
    a<b
    a->b
    a - > b
    1 + 2 * 3
    1 * 2 + 3
    1 - 2 - 3
    2 ^ 3 ^ 4
    2 ** 3 ** 4
    -2 ^ 2
    -2:3
    -a:b
    2 ^ -1
    2 ^ -1:3
    -2 ^ -2
    - - 1
    -+-x
    !x
    !!x
    !x %in% y
    !x & y
    !x == y
    !x + 1
    -!x
    -!x + 1
    2 * !x + 1
    2 ^ !a == b
    !-x
    a == !b == c
    -x$y
    -x[1]
    -f(x)
    -x %% y
    -x * y
    a %% b * c
    a * b %% c
    a / b %/% c
    a %o% b %in% c
    a %% b:c
    1:n - 1
    1:(n - 1)
    1:2:3
    1:2^2
    a + b:c
    a:b %in% c
    a == b
    a == b == c
    a < b < c
    a == b & c == d
    a < b + c
    (a < b) < c
    a & b | c
    a | b & c
    a && b || c && d
    a || b | c
    a && b & c
    !a || !b
    ~ x
    y ~ x
    y ~ x + z
    y ~ x | z
    ~ a ~ b
    a ~ b ~ c
    y ~ !x
    -~x
    ~ -x
    x <- y ~ z
    a | b ~ c
    y ~ a <- b
    ?x
    ?x + y
    ?mean
    a ? b
    ??x
    f(a ? b)
    f(a ? b ? c, d = e ? f)
    f(a ? b = c)
    x[a ? b]
    if (a ? b) c
    x = y ? z
    x |> f()
    x |> f(y)
    x |> f(y) |> g(z = 1)
    x |> f(a, b = 2)
    a + b |> f()
    a %in% b |> f()
    -x |> f()
    a:b |> f()
    x |> pkg::f(1)
    x |> (\(y) y + 1)()
    x |> f
    x |> function(y) y
    x |> f(y = _)
    x |> f(_)
    x |> f(1, data = _)
    _
    f(x = _)
    pkg::f
    pkg:::f
    pkg::f(x)
    pkg::f$a
    "pkg"::"f"
    pkg::`a b`
    a::b::c
    -pkg::x ^ 2
    x$a
    x$a$b
    x$`a b`
    x$"a b"
    x$a(1)
    x$a[1]
    x$a[[1]](2)
    x@a
    x@a@b
    x@a$b
    x$(y)
    x$if
    x[1]
    x[]
    x[,]
    x[1, ]
    x[, 1]
    x[1, , drop = FALSE]
    x[[1]]
    x[["a"]]
    x[[1, 2]]
    x[[i]][[j]]
    x[y[1]]
    x[y[[1]]]
    x[[y[1]]]
    x[[1] ]
    x[-1]
    x[a == b & c]
    x[i = 1]
    x[ [1]]
    f()
    f(1)
    f(1, 2)
    f(a = 1)
    f("a" = 1)
    f(`a b` = 1)
    f(NULL = 1)
    f(a = )
    f(, 1)
    f(1, )
    f(,)
    f(...)
    f(a, ...)
    f(a <- 1)
    f((a = 1))
    f(a = b <- c)
    f(a = b = c)
    f(1)(2)
    f(1)[2]$x
    (f)(x)
    "f"(x)
    `f g`(x)
    f (x)
    f(function(x) x)
    f(\(x) x, 1)
    f(if (a) b else c, d)
    f({a; b})
    f(a, b
    f(a b)
    f(a,, b)
    f(TRUE = 1)
    f(if = 1)
    """#.split(separator: "\n").map(String.init)
}
