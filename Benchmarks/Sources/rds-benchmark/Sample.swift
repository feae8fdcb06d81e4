/// A file to read.
struct Sample {
  let title: String
  let file: String
  /// What R evaluates to make it.
  let expression: String
  var isCompressed = true

  /// The values that results of jobs are likely to be.
  static let all = [
    Sample(title: "100 MB of doubles, gzip", file: "normal.rds", expression: "rnorm(13107200)"),
    Sample(
      title: "100 MB, 3 digits, gzip", file: "rounded.rds", expression: "round(rnorm(13107200), 3)"),
    Sample(
      title: "100 MB of doubles, plain", file: "plain.rds", expression: "rnorm(13107200)",
      isCompressed: false),
    Sample(
      title: "data frame, 1,000,000 rows", file: "frame.rds",
      expression:
        "data.frame(i = sample.int(1e6L), d = rnorm(1e6), s = paste0('id', sample.int(1e6L)))"),
    Sample(
      title: "list of 10,000 records", file: "list.rds",
      expression: "lapply(1:10000, function(i) list(id = i, v = runif(5), s = paste('item', i)))"),
  ]

  /// R code that makes all files in the working directory and prints their
  /// uncompressed sizes.
  static var script: String {
    "set.seed(1)\n"
      + all.map {
        """
        x <- \($0.expression); saveRDS(x, '\($0.file)', compress = \($0.isCompressed ? "TRUE" : "FALSE"))
        cat(format(length(serialize(x, NULL)), scientific = FALSE), '\\n')
        """
      }.joined(separator: "\n")
  }
}
