/// Loops, as a user of foreach writes them.
enum LoopTable {
  /// What the loops use.
  static let setup = """
    m <- matrix(1:6, 2, dimnames = list(c("p", "q"), c("a", "b", "c")))
    df <- data.frame(u = 1:3, v = c("x", "y", "z"), w = c(0.5, 1.5, 2.5))
    f <- factor(c("lo", "hi", "lo"), levels = c("lo", "hi"))
    dates <- as.Date("2020-02-28") + 0:2
    add <- function(a, b) a + b
    offset_by <- 10
    scale_by <- function(x) x * offset_by
    fs <- list(square = function(x) x^2, cube = function(x) x^3)
    weighed <- function(a, b) a + b * offset_by
    adder <- function(k) function(a, b) a + b + k
    added <- adder(100)
    combines <- list(join = c, stack = rbind)
    x0 <- 5
    money <- structure(3, class = "money")
    format.money <- function(x, ...) paste(unclass(x), offset_by)
    maybe <- function(v) { if (v > 9) x0 <- 0; v + x0 }
    risky <- function(i, bad) { if (i %in% bad) stop("boo ", i); i * 10 }

    """

  /// A loop with `%OP%` for `%do%` or `%dopar%`; what follows the loop, `|`
  /// between them, is evaluated after it.
  static let loops: [String] = [
    // What is run over.
    "foreach(i = 1:5) %OP% i^2",
    "foreach(i = 1:3, j = c('a', 'b')) %OP% paste(i, j)",
    "foreach(a = 1:4, b = 5:6, c = list('x', 2, NULL)) %OP% list(a, b, c)",
    "foreach(x = df) %OP% x",
    "foreach(x = df, n = names(df), .combine = c) %OP% paste(n, class(x), length(x))",
    "foreach(x = m) %OP% x",
    "foreach(x = m, .combine = cbind) %OP% (x * 2)",
    "foreach(x = matrix(1:4 / 2, 2)) %OP% x",
    "foreach(x = list(a = 1, b = NULL, c = 'z', d = list(1, 2))) %OP% class(x)",
    "foreach(s = c(one = 'é', two = '日本'), .combine = c) %OP% nchar(s)",
    "foreach(x = f) %OP% x",
    "foreach(x = f, .combine = c) %OP% as.character(x)",
    "foreach(d = dates, .combine = c) %OP% format(d)",
    "foreach(z = c(1+2i, -1i), .combine = c) %OP% Mod(z)",
    "foreach(b = c(TRUE, NA, FALSE), .combine = c) %OP% !b",
    "foreach(r = as.raw(1:3)) %OP% r",
    "foreach(g = fs, .combine = c) %OP% g(3)",
    "foreach(i = integer(0)) %OP% i",
    "foreach(i = NULL, .combine = c) %OP% i",
    "foreach(i = list(), .combine = '+', .init = 7) %OP% i",
    "foreach(i = 1:3, j = character(0), .combine = c, .final = length) %OP% i",
    "foreach(1:3) %OP% 'same'",
    "foreach(1:4, i = 1:3, .combine = c) %OP% i",
    "foreach(i = icount(4), .combine = c) %OP% (i * 2L)",
    "foreach(i = icount(), x = c('a', 'b'), .combine = c) %OP% paste0(x, i)",
    "foreach(r = iter(m, by = 'row')) %OP% r",
    "foreach(r = iter(df, by = 'row'), .combine = c) %OP% paste(r$v, r$u)",
    "foreach(x = iter(m, by = 'cell'), .combine = c) %OP% x",
    "foreach(x = iter(1:3), .combine = '+') %OP% x",
    "times(3) %OP% 'x'",
    // How results combine.
    "foreach(i = 1:5, .combine = c) %OP% sqrt(i)",
    "foreach(i = 1:5, .combine = 'c') %OP% if (i == 3) NULL else i",
    "foreach(i = 1:5) %OP% NULL",
    "foreach(i = 1:5, .combine = '+') %OP% i",
    "foreach(i = 1:5, .combine = `*`) %OP% i",
    "foreach(i = 1:4, .combine = rbind) %OP% c(a = i, b = i^2)",
    "foreach(i = 1:4, .combine = 'cbind') %OP% c(a = i, b = i^2)",
    "foreach(i = 1:3, .combine = cbind) %OP% i",
    "foreach(i = 1:3, .combine = rbind) %OP% data.frame(i = i, s = letters[i])",
    "foreach(i = 1:5, .combine = cbind, .multicombine = FALSE) %OP% i",
    "foreach(i = 1:5, .combine = rbind, .maxcombine = 3) %OP% i",
    "foreach(i = 1:4, .combine = list) %OP% i",
    "foreach(i = 1:4, .combine = list, .multicombine = TRUE) %OP% i",
    "foreach(i = 1:5, .combine = function(a, b) paste0('(', a, b, ')')) %OP% i",
    "foreach(i = 1:7, .combine = function(...) list(n = nargs(), ...), .multicombine = TRUE, .maxcombine = 3) %OP% i",
    "foreach(i = 1:6, .combine = function(...) sum(...), .maxcombine = 4) %OP% i",
    "foreach(i = 1:3, .combine = add) %OP% scale_by(i)",
    "foreach(i = 1:3, .combine = 'add', .init = 100) %OP% i",
    "foreach(i = 1:3, .combine = c, .init = 'start') %OP% i",
    "foreach(i = 1:3, .combine = c, .init = NULL) %OP% i",
    "foreach(i = 1:3, .combine = rbind, .init = c(0, 0)) %OP% c(i, -i)",
    "foreach(i = 1:3, .combine = list, .init = list(), .multicombine = TRUE) %OP% i",
    "foreach(i = 1:3, .combine = data.frame, .init = data.frame(z = 1:2)) %OP% c(i, i)",
    "foreach(i = 1:5, .combine = '+', .final = function(x) x / 2) %OP% i",
    "foreach(i = 1:3, .final = function(x) setNames(x, letters[1:3])) %OP% i",
    "foreach(i = 1:105, .combine = c, .inorder = FALSE, .options.azure = list(chunkSize = 30)) %OP% i",
    "foreach(i = 1:103, .combine = function(...) length(list(...)), .multicombine = TRUE) %OP% i",
    "foreach(i = 1:3) %OP% c(a = i)",
    "foreach(i = 1:4, .combine = function(a, b) stop('cannot ', 'combine A')) %OP% i",
    // What functions among the options mention.
    "foreach(i = 1:3, .combine = weighed) %OP% i",
    "foreach(i = 1:3, .combine = 'weighed', .options.azure = list(enableCloudCombine = FALSE)) %OP% i",
    "foreach(i = 1:3, .combine = function(a, b) a + b * offset_by) %OP% i",
    "foreach(i = 1:3, .combine = c, .final = scale_by) %OP% i",
    "foreach(i = 1:2, .combine = c) %:% foreach(j = 1:2, .combine = weighed) %OP% (i * j)",
    "foreach(i = 1:3, .combine = adder(1)) %OP% i",
    "foreach(i = 1:3, .combine = added, .options.azure = list(enableCloudCombine = FALSE)) %OP% i",
    "foreach(i = 1:3, .combine = combines$stack) %OP% i",
    "foreach(i = 1:3, .combine = if (x0 > 1) list else rbind) %OP% i",
    // What becomes of errors.
    "foreach(i = 1:3, .combine = c) %OP% risky(i, 1)",
    "foreach(i = 1:3) %OP% risky(i, c(2, 3))",
    "foreach(i = 1:3, .errorhandling = 'remove', .combine = c) %OP% risky(i, 1)",
    "foreach(i = 1:3, .errorhandling = 'remove', .combine = cbind) %OP% risky(i, 2)",
    "foreach(i = 1:3, .errorhandling = 'remove') %OP% risky(i, 3)",
    "foreach(i = 1:3, .errorhandling = 'remove', .combine = '+') %OP% risky(i, 1:3)",
    "foreach(i = 1:3, .errorhandling = 'remove') %OP% risky(i, 1:3)",
    "foreach(i = 1:3, .errorhandling = 'remove', .combine = '+', .init = 5) %OP% risky(i, c(1, 3))",
    "foreach(i = 1:5, .errorhandling = 'remove', .combine = rbind, .maxcombine = 2) %OP% risky(i, c(2, 3))",
    "foreach(i = 1:3, .errorhandling = 'pass') %OP% risky(i, 2)",
    "foreach(i = 1:3, .errorhandling = 'pass') %OP% risky(i, 1:3)",
    "foreach(i = 1:3, .errorhandling = 'pass', .combine = list, .multicombine = TRUE) %OP% risky(i, 3)",
    // What bodies may do.
    "foreach(i = 1:4, .combine = c) %OP% { if (i %% 2 == 0) return(-i); i }",
    "foreach(i = 1:3, .combine = c) %OP% { for (k in 1:5) { if (k < i) next; if (k > i) break }; k }",
    "foreach(i = 1:3, .combine = c) %OP% { suppressWarnings(warning('w')); cat('out', i, '\\n'); message('m'); i }",
    "foreach(i = 1:3, .combine = c) %OP% { set.seed(i); round(rnorm(1), 8) }",
    "foreach(i = 1:2) %OP% { foreach(j = 1:2, .combine = c) %do% (i * j) }",
    "foreach(i = 1:3, .combine = c) %OP% { g <- function(n) if (n < 2) 1 else n * g(n - 1); g(i) }",
    "foreach(i = 1:2, .packages = 'splines', .combine = c) %OP% dim(bs(1:10, df = 3 + i))",
    "foreach(i = 1:2, .export = 'offset_by', .combine = c) %OP% { i + get('offset_by') }",
    "foreach(x = list(df, m), .combine = c) %OP% dim(x)",
    "foreach(i = 1:2, .combine = c) %OP% maybe(i)",
    "foreach(i = 1:2, .combine = c) %OP% format(money)",
    "foreach(n = c('x0', 'offset_by'), .combine = c) %OP% get(n)",
    "foreach(i = 1:2, .combine = c) %OP% { if (!exists('x0')) x0 <- 1; x0 + i }",
    "foreach(i = 1:2, .combine = c) %OP% { r <- tryCatch({ stop('a'); x0 <- 1 }, error = function(e) 0); x0 + r }",
    "foreach(i = 1:2, .combine = c) %OP% { if (i > 5) x0 <- 0; x0 + i }",
    // Loops inside of loops.
    "foreach(i = 1:3) %:% foreach(j = 1:2) %OP% (i * 10 + j)",
    "foreach(i = 1:3, .combine = rbind) %:% foreach(j = 1:4, .combine = c) %OP% (i * 10 + j)",
    "foreach(i = 1:3, .combine = c) %:% foreach(j = 1:i, .combine = '+') %OP% j",
    "foreach(i = 1:4, .combine = c) %:% when(i %% 2 == 0) %OP% i",
    "foreach(i = 1:3) %:% foreach(j = 1:3, .combine = c) %:% when(j > i) %OP% (i * 10 + j)",
    "foreach(i = 1:4, .combine = c) %:% when(i != 2) %:% foreach(j = 1:2, .combine = c) %OP% (i * 10 + j)",
    "foreach(a = 1:2, .combine = list) %:% foreach(b = 1:2, .combine = '+', .init = a * 100) %OP% (a + b)",
    "foreach(a = 1:2) %:% foreach(b = 1:2) %:% foreach(c = 1:2, .combine = c, .final = rev) %OP% (a * 100 + b * 10 + c)",
    "foreach(i = 1:2, .combine = c) %:% foreach(j = integer(0)) %OP% j",
    "foreach(i = 1:3, .errorhandling = 'remove', .combine = c) %:% foreach(j = 1:2, .combine = c) %OP% risky(i + j, 3)",
    "foreach(i = 1:2, .combine = c) %:% foreach(j = 1:3, .errorhandling = 'remove', .combine = c) %OP% risky(j, i)",
    "foreach(i = 1:2) %:% foreach(j = 1:3, .combine = c) %OP% risky(i * j, 4)",
    "foreach(r = iter(m, by = 'row'), .combine = rbind) %:% foreach(x = r, .combine = c) %OP% (x + 0.5)",
  ]
}
