/// Expressions of R whose printed form must be ours, to the character.
///
/// One expression on each line; a line that begins with a blank or a closing
/// brace continues the one before. What an expression needs (a class, say) it
/// makes itself, between braces.
enum PrintTable {
  static let all: [(topic: String, expressions: [String])] = [
    ("numbers", numbers), ("text", text), ("arrays", arrays), ("classes", classes), ("data frames", dataFrames),
    ("lists", lists), ("language", language), ("S4 objects", objects),
  ]

  static func expressions(_ text: String) -> [String] {
    var expressions: [String] = []
    for line in text.split(separator: "\n") {
      if let last = expressions.indices.last, line.hasPrefix(" ") || line.hasPrefix("}") {
        expressions[last] += "\n" + line
      } else {
        expressions.append(String(line))
      }
    }
    return expressions
  }

  /// Values that are longer than what `options(max.print = 20)` shows.
  static let long = expressions(
    #"""
    1:20
    1:21
    1:22
    (1:30) / 7
    letters
    noquote(letters)
    complex(real = 1:30)
    as.raw(1:30)
    rep(c(TRUE, NA), 20)
    setNames(1:30, 1:30)
    structure(1:30, class = 'foo', note = 'n')
    matrix(1:60, 20)
    matrix(1:60, 2)
    matrix(1:42, 2)
    matrix(1:24, 12)
    matrix(1:22, 11)
    matrix(letters, 1)
    matrix(as.list(1:40), 20)
    matrix(1:60, 30, dimnames = list(paste0('row', 1:30), c('a', 'b')))
    matrix(10^(1:30), 15)
    array(1:60, c(3, 4, 5))
    array(1:60, c(10, 3, 2))
    array(1:160, c(2, 4, 20))
    array(1:40, c(2, 4, 5), dimnames = list(NULL, NULL, letters[1:5]))
    array(1:40, c(2, 2, 2, 5))
    array(1:30, 30)
    data.frame(a = 1:30, b = 1)
    data.frame(a = 1:21)
    data.frame(matrix(1:60, 2))
    data.frame(x = letters, y = c(1e10, 1:25))
    factor(1:30)
    ordered(1:30)
    as.list(1:20)
    as.list(1:21)
    as.list(1:22)
    setNames(as.list(1:26), letters)
    list(1:30, as.list(1:25))
    .Date(1:20)
    .Date(1:21)
    .Date(1:30)
    .POSIXct(1:30, tz = 'UTC')
    as.POSIXlt(.POSIXct(1:30, tz = 'UTC'))
    as.difftime(1:30, units = 'mins')
    table(1:30)
    table(rep(1:5, 6), 1:30)
    numeric_version(paste0('1.', 1:30))
    ts(1:30)
    summary(as.numeric(1:30))
    """#)
}
