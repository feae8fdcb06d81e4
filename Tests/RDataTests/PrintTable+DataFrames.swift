/// Data frames.
extension PrintTable {
  static let dataFrames = expressions(
    #"""
    I(data.frame(a = 1))
    matrix(list(factor('a'), data.frame(a = 1), Sys.Date, 1i, as.raw(1), NA, TRUE, 'long string here'), 4)
    table(structure(list(a = c('x', 'y'), b = c('u', 'v'), c = c('p', 'p')), class = 'data.frame', row.names = 1:2))
    data.frame()
    data.frame(a = integer(0))
    data.frame(a = integer(0), b = character(0))
    data.frame(row.names = c('a', 'b', 'c'))
    data.frame(row.names = 'a')
    data.frame(x = 1:3, y = c(1.5, NA, 1e6), z = c('a', NA, 'long text'))
    data.frame(x = c(1e10, 1e-10))
    data.frame(x = c(1.123456789, 123456.789))
    data.frame(日本 = 1:2, é = c('ü', '漢字'))
    data.frame(x = c('a\nb', 'c\td', 'e\\f', 'g"h'))
    data.frame(x = factor(c('a', NA)), y = c(TRUE, NA))
    data.frame(x = c(1+1i, NA))
    data.frame(x = as.raw(1:2))
    data.frame(d = as.Date(c('2020-01-01', NA)))
    data.frame(d = .POSIXct(c(0, NA), tz = 'UTC'))
    data.frame(d = .POSIXct(c(0, 3600.5), tz = 'UTC'))
    data.frame(d = as.difftime(c(1.5, NA), units = 'mins'))
    data.frame(x = I(c('a', 'b')))
    data.frame(x = I(list(1, 'a')))
    data.frame(x = I(list(c(1.123456789, 2), list(1, 'a'), quote(a + b))))
    data.frame(x = I(list(1:20, letters)))
    data.frame(x = I(list(TRUE, c(a = 1), factor('a'))))
    structure(list(x = list(1, 'a', NULL)), class = 'data.frame', row.names = 1:3)
    structure(list(x = list(data.frame(a = 1), as.Date('2020-01-01'), 1i)), class = 'data.frame', row.names = 1:3)
    data.frame(m = I(matrix(1:4, 2)))
    data.frame(m = I(matrix(c(1.5, 2, 3, 4e5), 2, dimnames = list(NULL, c('a', 'b')))))
    {x <- data.frame(a = 1:2); x$m <- matrix(letters[1:4], 2); x}
    {x <- data.frame(a = 1:2); x$d <- data.frame(p = 1:2, q = c('x', 'y')); x}
    {x <- data.frame(a = 1:2); x$d <- data.frame(p = 1:2); x}
    {x <- data.frame(a = 1:2); x$m <- matrix(c(1.5, 22.25), 2); x}
    data.frame(a = 1:3, row.names = c('x', 'yy', 'zzz'))
    data.frame(a = 1:3, row.names = c(10L, 20L, 30L))
    data.frame(a = 1:12)[c(12, 3), , drop = FALSE]
    data.frame(`a b` = 1, `if` = 2, check.names = FALSE)
    setNames(data.frame(1, 2), c('a', NA))
    setNames(data.frame(1, 2), c('', 'b'))
    data.frame(setNames(as.list(1:40), paste0('col', 1:40)))
    data.frame(x = strrep('long ', 30), y = 1)
    data.frame(x = c(strrep('long ', 30), 'a'), y = c(strrep('b', 100), 'c'), z = 1:2)
    mtcars[1:5, ]
    head(iris, 3)
    airquality[1:10, ]
    head(ToothGrowth)
    head(cars)
    esoph[1:3, ]
    warpbreaks[1:3, ]
    head(as.data.frame(Titanic))
    data.frame(x = numeric_version(c('1.2', '1.10')))
    data.frame(x = c(NA, NaN, Inf))
    data.frame(x = c(NA_character_, NA))
    data.frame(x = NA)
    data.frame(x = c(-1.5, 100), y = c(1L, NA))
    data.frame(x = 1:3)['x']
    data.frame(x = 1e5)
    data.frame(x = 100000L)
    data.frame(x = c(0.1, 0.12, 0.123))
    data.frame(n = c(a = 1, b = 2))
    data.frame(x = noquote('a'))
    data.frame(x = ordered(c('lo', 'hi')))
    data.frame(a = 1:2, b = I(matrix(list(1, 'a', 1:3, NULL), 2)))
    structure(data.frame(a = 1:2), class = c('foo', 'data.frame'))
    structure(data.frame(a = 1:2), class = c('tbl_df', 'tbl', 'data.frame'))
    structure(data.frame(a = 1:2), note = 'n')
    structure(list(a = 1:2, b = 1:3), class = 'data.frame', row.names = 1:2)
    structure(list(1:2), class = 'data.frame', row.names = 1:2)
    structure(list(a = 1), class = 'data.frame')
    data.frame(x = as.POSIXlt(c('2020-01-01', '2020-01-02'), tz = 'UTC'))
    data.frame(x = Sys.time()[0])
    data.frame(x = table(c('a', 'b', 'a')))
    as.data.frame(table(c('a', 'b', 'a')))
    data.frame(x = I(as.Date('2020-01-01')))
    aggregate(cbind(mpg, hp) ~ cyl, mtcars, mean)
    do.call(rbind, lapply(1:3, function(i) data.frame(i = i, sq = i^2)))
    aggregate(mpg ~ cyl, mtcars, function(x) c(m = mean(x), s = sd(x)))
    merge(data.frame(a = 1:2, b = 3:4), data.frame(a = 2:3, c = 5:6), all = TRUE)
    list(data.frame(a = 1:2), data.frame())
    list(a = data.frame(), b = matrix(0, 0, 0), c = factor(character(0)))
    expand.grid(a = 1:2, b = c('x', 'y'))
    stack(list(a = 1:2, b = 3))
    unclass(data.frame(a = 1:2))
    {x <- data.frame(a = 1:2); x$m <- matrix(c('a', 'bbb', NA, 'd'), 2); x}
    {x <- data.frame(a = 1:2); x$m <- matrix(c('a', 'bbb'), 2, dimnames = list(NULL, 'q')); x}
    {x <- data.frame(a = 1:2); x$m <- matrix(c(TRUE, NA, FALSE, TRUE), 2); x}
    {x <- data.frame(a = 1:2); x$m <- matrix(list(1, 'a', 1:3, NULL), 2); x}
    {x <- data.frame(a = 1:2); x$m <- matrix(c(NA, 1.5, 1e6, 2), 2); x}
    {x <- data.frame(a = 1:2); x$m <- array(1:2, 2); x}
    {x <- data.frame(a = 1:2); x$m <- array(1:8, c(2, 2, 2)); x}
    {x <- data.frame(a = 1:2); x$m <- matrix(numeric(0), 2, 0); x}
    {x <- data.frame(a = 1:2); x$d <- data.frame(p = 1:2, row.names = c('u', 'v')); x$e <- data.frame(z = I(list(1, 2))); x}
    {x <- data.frame(a = 1:2); x$d <- I(matrix(c(1.123456789, 2, 3, 4), 2)); x}
    {x <- data.frame(a = 1:2); x$d <- I(matrix(c('a', NA, 'ccc', 'd'), 2)); x}
    data.frame(x = I(c(1.123456789, 2)))
    data.frame(x = I(c(TRUE, NA)))
    data.frame(x = I(c('a', NA)))
    data.frame(x = I(factor(c('a', NA))))
    data.frame(x = I(c(1.5, NA)))
    data.frame(x = I(1:2))
    data.frame(x = I(list(c(a = 1, b = 2), NULL, character(0), NA, 'a', list(), list(list(1, 2), 3))))
    data.frame(x = I(list(as.Date('2020-01-01'), factor('q'), y ~ x, quote(z), 1i, raw(1), TRUE)))
    structure(list(x = list(1:20, letters, NULL, list(), list(1, list(2, 'a')), character(0), c(1.123456789, 2))), class = 'data.frame', row.names = 1:7)
    structure(list(x = list(TRUE, NA, 1L, 'a b', 1i, raw(2), matrix(1:4, 2))), class = 'data.frame', row.names = 1:7)
    structure(list(x = list(expression(a), as.name('b'), list(a = 1, b = 'c'), globalenv(), 1e10, 1e5, 123456.789)), class = 'data.frame', row.names = 1:7)
    structure(list(x = list(c(a = 1), 'é日本', 'a\nb', 'q"r', strrep('x', 60), 1:2, NULL)), class = 'data.frame', row.names = 1:7)
    data.frame(a = 1)[, FALSE]
    data.frame(a = 1:3)[FALSE, , drop = FALSE]
    unclass(data.frame(a = 1:2, row.names = c('x', 'y')))
    list(df = data.frame(x = 1:2), f = factor('a'))
    data.frame(x = 1:3)
    data.frame(x = 1:3, y = c('a', 'b', NA))
    data.frame(a = c(1.5, NA), f = factor(c('u', NA)))
    head(mtcars)
    mtcars
    iris[1:5, ]
    data.frame(x = numeric(0), y = character(0))
    data.frame(row.names = 1:3)
    data.frame(d = as.Date('2020-02-29') + 0:1, t = as.POSIXct(c(0, 3600), origin = '1970-01-01', tz = 'UTC'))
    data.frame(`a b` = 1, check.names = FALSE)
    data.frame(x = c(0.001, 1234.5), y = c(1e10, 1))
    data.frame(l = c(TRUE, NA))
    data.frame(x = I(list(1, 1:3)))
    data.frame(x = 1:2, row.names = c('first', 'second'))
    data.frame(s = c('日本', 'a'), n = 1:2)
    data.frame(a = 1:3, b = letters[1:3])[-1, ]
    data.frame(x = 1e-20, y = 123456789)
    data.frame(c = 1i)
    data.frame(d = as.difftime(c(1, 2.5), units = 'hours'))
    data.frame(s = 'a\nb')
    cbind(data.frame(a = 1:2), m = matrix(c(1.5, 2, 3, 4), 2))
    head(airquality)
    aggregate(mpg ~ cyl, mtcars, mean)
    data.frame(setNames(as.list(1:30), paste0('column', 1:30)))
    """#)
}
