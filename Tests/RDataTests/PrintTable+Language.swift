/// Calls, functions and the like.
extension PrintTable {
  static let language = expressions(
    #"""
    Titanic
    HairEyeColor
    women
    list(function(x) x, f = function(x, y) { x + y })
    list(factor('a'), ordered('b'))
    pairlist(a = 1, 2)
    pairlist(a = 1, b = list(2))
    as.pairlist(list(1))
    formals(function(x, y = 2) NULL)
    formals(function() NULL)
    body(function(x) { x })
    args(sum)
    args(mean)
    quote(x)
    as.name('a b')
    as.name('if')
    quote(`a b`(c))
    expression()
    expression(a)
    expression(a, b = 2, 'c', { d })
    expression(a + b, function(x) x)
    y ~ x
    ~x
    y ~ x + log(z) - 1
    a ~ b | c
    function(x) x
    function(x, y = 2, ...) { x + y }
    function() NULL
    function(x) x # comment
    (function() { function(x) x + 1 })()
    compiler::cmpfun(function(x) x + 1)
    mean
    sd
    sum
    c
    `if`
    `+`
    `[`
    `[[<-`
    `function`
    `(`
    length
    names
    `names<-`
    rep
    seq_len
    is.na
    exp
    log
    round
    max
    switch
    attr
    `$`
    `@`
    `%%`
    `&&`
    quote
    substitute
    environment
    library
    NULL
    NA
    TRUE
    T
    Inf
    NaN
    NA_character_
    NA_integer_
    NA_complex_
    letters
    LETTERS
    month.abb
    pi
    AirPassengers
    Recall
    bquote(a + .(1 + 2))
    quote(if (a) b else if (c) d else e)
    quote({ x <- function(a, b = 2) { a + b }; x(1) })
    call('f', quote(a), 1:10, list(x = 1))
    call('f', mean)
    as.call(list(function(x) x, 1))
    as.pairlist(alist(a = , b = 2))
    alist(a = , b = x + y)
    call('f', function(x) x)
    call('f', sum)
    call('f', globalenv())
    call('f', y ~ x, as.Date('2020-01-01'))
    call('f', structure(list(a = 1), class = 'k'))
    call('f', c(a = 1L, b = 2L), c(TRUE, NA), character(0), integer(0), list(), 1:3 + 0)
    call('f', c(1, 2, 3), c(1.5, NA), c(NA, 1L), 5:7, 7:5, c(NA_real_, NA))
    call('f', matrix(1:4, 2))
    as.call(list(quote(f), quote(x), a = 1))
    as.call(list('f', 1))
    as.call(list(1, 2))
    expression(1, 'a', NULL, TRUE, NA, x, f(x), function(x) x)
    quote({})
    quote({ })
    quote(function() {})
    quote(if (x) { 1 } else { 2 })
    quote({ if (x) { 1 } else { 2 } })
    quote(for (i in 1:3) { print(i) })
    quote({ for (i in 1:3) print(i); while (x) y; repeat { z } })
    quote(x[[1]][["a"]]$b@c)
    quote(-x + !y)
    quote((-x)^2)
    quote(!x %in% y)
    quote(a %>% b %>% c)
    quote(function(x, ...) UseMethod("f"))
    quote(switch(x, a = 1, b = { 2 }, stop("no")))
    quote(tryCatch({ stop("x") }, error = function(e) NULL, finally = cat("done")))
    quote(x <- if (a) b else c)
    quote(y <- function(a) a + 1)
    quote("a" <- 1)
    quote(`my var` <- 2)
    quote(`a b`(1, `c d` = 2))
    quote(f(`if`))
    quote(`+`(1))
    quote(`+`(1, 2, 3))
    quote(`[`(x))
    quote(`{`)
    quote(`$`(a, "b c"))
    quote(a$`b c`)
    quote(a::b$c)
    quote(~ a | b)
    quote(a ~ .)
    quote(x ? y)
    quote(1:n - 1)
    quote((1:n)[-1])
    quote(-1:3)
    quote(2 * (3 + 4))
    quote(a && (b || c))
    quote(lapply(x, function(i) { i + 1 }))
    quote(lapply(seq_along(some_long_variable_name), function(index) some_function(index, other_argument = TRUE)))
    quote(some_long_function_name(aaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccc, ddddddddddddddddd, eeeeeee))
    quote(x <- c(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26))
    call('f', c(1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 11.5, 12.5, 13.5, 14.5, 15.5, 16.5, 17.5, 18.5))
    call('f', letters)
    call('f', as.list(1:30))
    function(x) { x +   1 }  # odd   spacing
    function(x,y=2){x*y}
    (function(x) { function(y) { x + y } })(1)
    list(f = function(x) { x }, g = sum)
    list(function() 1, function(a) { a })
    Negate(is.null)
    Vectorize(function(a, b) a + b)
    stats::approxfun(1:2, 1:2)
    quote(f(x, n = 1, , 'a'))
    quote(a + b * c)
    quote((a + b) * c)
    quote(-a^2)
    quote(!a && b || c)
    quote(a / b)
    quote(x[1, ]$y@z[[2]])
    quote(if (a) b else c)
    quote(for (i in 1:10) print(i))
    quote(while (TRUE) break)
    quote(repeat next)
    quote({a <- 1; b})
    quote(function(x, y = 2, ...) x + y)
    quote(a %in% b)
    quote(a %% b)
    quote(pkg::f(1L))
    quote(`my var` + 1)
    quote(x <- y <- 2)
    quote(f(g(h(1, 2), 3), 'text with "quotes"'))
    quote(~x)
    quote(a:b)
    quote(x$`odd name`)
    quote(1e6 + 1L)
    quote(if (a) {b} else {c})
    quote({if (a) b else c; for (i in x) {y}})
    quote(function(x) {x + 1})
    quote((function(x) x)(2))
    call('f', 1:3, c(1.5, 2), 'a', list(b = 1))
    call('+', quote(a), call('*', 2, quote(b)))
    call('*', quote(x), call('+', 2, quote(b)))
    call('f', c(a = 1, b = NA), TRUE, NULL, factor('a'))
    as.call(list(as.name('f'), NULL))
    call('-', call('-', 1, 2), call('-', 3, 4))
    function(x) x + 1
    function(x, y = 2) {
      z <- x + y
      z * 2
    }
    function(...) sum(...)
    function(x) if (x > 1) 'big' else 'small'
    function(a) {
      if (a) {
        1
      } else if (!a) {
        2
      } else stop('x')
    }
    function(x) {
      for (i in seq_along(x)) {
        while (TRUE) break
        repeat {
          next
        }
      }
      invisible(x)
    }
    list(f = function(x) x)
    quote(foreach(i = 1:10, .combine = 'c', .packages = c('stats', 'utils')) %dopar% { mean(rnorm(1e6)) + offset })
    quote(some_function_name(argument_one = 1, argument_two = 'two', argument_three = c(1, 2, 3), argument_four = 4))
    quote(aaaaaaaaaaaaaaaaaaaaaaaa + bbbbbbbbbbbbbbbbbbbbbbbbbbb + cccccccccccccccccccccccc + ddddddddddddddd)
    compiler::cmpfun(function(x) {y <- x; y + 1; if (y) y else f(y, n = 2)})
    quote(x |> f(y))
    quote(\(x) x)
    quote(-(1:3))
    quote(!(a))
    quote(a[b][[c]])
    quote('f'(1))
    quote(x$'a')
    quote(`if`(a, b))
    quote(`foo bar`(1))
    quote(switch(x, a = , b = 2))
    quote(0x10)
    quote(1i)
    quote(a <<- 1)
    quote(?help)
    quote(y ~ x | z)
    quote(a := b)
    quote(a@b)
    quote(-1)
    quote(--1)
    quote(2^-1)
    quote(NULL)
    quote(f(NULL, NA, NA_character_, Inf, -Inf))
    quote(function(a, b) if (a) b)
    quote({
      function(x) {
        x
      }
    })
    quote(tryCatch({a}, error = function(e) {b}, finally = {c}))
    summary(c(1, 2, 3.5))
    summary(mtcars$mpg)
    summary(c(1L, 100L, NA))
    y ~ x + log(z)
    globalenv()
    as.name('weird name')
    expression(a + b, c)
    Filter(is.primitive, mget(ls(baseenv(), all.names = TRUE), baseenv()))
    """#)
}
