# Serializations of values of every kind, in every format, for libFuzzer to
# start from: Rscript seeds.R DIRECTORY
directory <- commandArgs(TRUE)[1]
values <- list(
  NULL, TRUE, 1:3, c(a = 1.5, b = NA), c("x", NA, "\u00e9"), 1i, as.raw(1:3), list(1, list("a", b = 2)),
  factor(c("u", "v")), data.frame(a = 1:2, b = c("x", "y")), as.Date("2020-01-01"), as.POSIXct("2020-01-01"),
  matrix(1:4, 2), array(1:8, c(2, 2, 2)), quote(f(x, y = 2)), y ~ x, function(x) x + 1, new.env(), globalenv(), sum,
  simpleError("boom"), letters, as.character(1:3), sort(c(3, 1, 2)), structure(list(1), class = "k"),
  setClass("P", representation(x = "numeric"))(x = 1), compiler::cmpfun(function(x) x * 2)
)
for (i in seq_along(values)) {
  for (version in 2:3) {
    for (format in c("ascii", "xdr", "native")) {
      file <- file(file.path(directory, paste(i, version, format, sep = "-")), "wb")
      serialize(values[[i]], file, ascii = format == "ascii", xdr = format == "xdr", version = version)
      close(file)
    }
  }
}
for (compression in c("gzip", "bzip2", "xz")) saveRDS(1:10, file.path(directory, compression), compress = compression)
