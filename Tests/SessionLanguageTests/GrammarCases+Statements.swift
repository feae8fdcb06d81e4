extension GrammarCases {
  /// Brackets, control, functions and loops.
  static let statements = #"""
    (1)
    ((1))
    ()
    (1, 2)
    (a = 1)
    (a; b)
    {}
    {1}
    {1; 2}
    {1; }
    {; 1}
    {a <- 1; a}
    {1 2}
    {a}(b)
    {a} + b
    }
    )
    a; b
    a;
    if (a) b
    if (a) b else c
    if (a) b else if (c) d else e
    if (a) if (b) c else d
    if (a) {b} else {c}
    if (a) b + 1 else c + 1
    x <- if (a) b else c
    1 + if (a) b else c + 1
    if (a) x <- 1
    if (a) x = 1 else y = 2
    if (a) b else c <- d
    if (a) b & c
    -if (a) b else c
    if (a == b) c
    if (a = b) c
    if a b
    if () a
    if (a)
    else b
    for (i in 1:10) i
    for (i in x) {print(i)}
    for (i in a) for (j in b) c
    for (i in x) y <- i
    for (`a b` in x) y
    for (i = 1) x
    for (1 in x) y
    for (i in x = 1) y
    for i in x y
    while (a) b
    while (TRUE) {break}
    while (a) b <- c
    while (a = b) c
    repeat {next}
    repeat break
    break
    next
    function(x) x
    function() NULL
    function(x, y = 2, ...) x + y
    function(x) -x
    function(x) x + 1
    function(x) {x}
    function(x) function(y) x + y
    function(x) x <- 1
    function(x) x = 1
    function(x = y <- 1) x
    function(x)(y)
    (function(x) x)(2)
    (function(x) x + 1)(2)
    function(x, x) 1
    function("a") 1
    function(1) 1
    function(x,) x
    function(a.b, ..1) 1
    function x x
    f <- function(x) x; g <- 2
    \(x) x + 1
    \(x, y = 1) x
    \() 1
    sapply(x, \(i) i^2)
    \x x
    a %+% b
    a %% b %% c
    a %foo bar% b
    a %foo
    a %>% f() %>% g
    x %in% c(1, 2) & y
    !x %in% y & z
    a + b - c
    a * b / c
    -a + b
    a + -b
    a * -b
    a - - b
    a <= b
    a >= b
    a != b
    a =< b
    a => b
    a === b
    a ! b
    a @ b
    + 1
    * 1
    1 +
    a $ b
    a :: b
    a [ 1 ]
    a [[ 1 ]]
    a # comment
    # only
    a # with 'quote
    '# no comment'
    a + # c
    foreach(i = 1:3) %dopar% { i }
    foreach(i = 1:3) %do% i + 1
    foreach(i = 1:3, .combine = c) %dopar% sqrt(i)
    x <- foreach(i = 1:3, j = 4:6) %dopar% { i * j }
    foreach(i = 1:3) %:% when(i > 1) %:% foreach(j = 1:i) %dopar% { i * j }
    times(3) %do% rnorm(1)
    a %dopar% b
    quote(x <- 1)
    y ~ poly(x, 2) + I(z^2)
    lm(y ~ x, data = d)$coefficients[["x"]]
    d[d$x > 1 & !is.na(d$y), c("x", "y")]
    if (!is.null(x) && length(x) > 0) x[[1]] else NULL
    tryCatch(stop("a"), error = function(e) NULL, finally = cat("x"))
    switch(x, a = , b = 1, 2)
    x[["a"]][1:3, -1]$b <- -(1:3)^2
    function(x, ...) UseMethod("f")
    x = y -> z
    a -> b <- c
    5 -> x[1]
    a ~ b + c:d - 1
    """#.split(separator: "\n").map(String.init)
}
