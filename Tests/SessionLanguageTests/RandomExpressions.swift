/// Makes random programs of one line in the session language, each with a
/// value of its own: vectors of all kinds with NA, NaN, Inf and names,
/// operators, indices of every sort, assignments into indices, and calls of
/// the built-in functions.
///
/// The same seed makes the same programs.
struct RandomExpressions {
  private var generator: SplitMix

  init(seed: UInt64) { generator = SplitMix(seed: seed) }

  /// The next program: statements with `;` between them.
  mutating func next() -> String {
    switch below(12) {
    case 0, 1: chance(18) ? filled("(#i):(#i)") : "\(operand()) \(infix()) \(operand())"
    case 2: "\(chance(2) ? "-" : "!")\(operand())"
    case 3, 4: "x <- \(any()); x\(brackets())"
    case 5: "x <- \(any()); x\(brackets()) <- \(any()); x"
    case 6: list()
    case 7: table()
    case 8: "x <- \(any()); y <- \(numeric()); \(filled(pick(RandomTemplates.variables)))"
    default: filled(pick(RandomTemplates.calls))
    }
  }

  // MARK: Choices

  private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

  /// True once in so many times.
  private mutating func chance(_ times: Int) -> Bool { below(times) == 0 }

  private mutating func pick(_ words: [String]) -> String { words[below(words.count)] }

  // MARK: Values

  private mutating func number() -> String {
    pick([
      "0", "1", "2", "3", "5", "10", "0.5", "2.5", "-1", "-2.5", "1e10", "1e-3", "123.456", "NA", "NaN", "Inf", "-Inf",
      "1/3", "7", "100", "0.1",
    ])
  }

  private mutating func whole() -> String {
    pick(["0L", "1L", "2L", "3L", "5L", "-1L", "-7L", "NA", "12L", "100L", "2147483647L"])
  }

  private mutating func flag() -> String { pick(["TRUE", "FALSE", "NA", "TRUE", "FALSE"]) }

  private mutating func text() -> String {
    pick([
      "\"a\"", "\"b\"", "\"c\"", "\"abc\"", "\"\"", "NA", "\"10\"", "\"2.5\"", "\"TRUE\"", "\"x y\"", "\"B\"",
      "\"a,b\"", "\"\u{e9}t\u{e9}\"",
    ])
  }

  private mutating func name() -> String { pick(["a", "b", "c", "abc", "d"]) }

  /// A vector of one kind, written with `c`, as a range or as one element.
  private mutating func vector(_ element: (inout RandomExpressions) -> String) -> String {
    let count = pick(["0", "1", "1", "2", "3", "3", "4", "5"])
    let number = Int(count) ?? 1
    if number == 1, chance(2) { return element(&self) }
    let hasNames = chance(4)
    var parts: [String] = []
    for _ in 0..<number {
      let value = element(&self)
      parts.append(hasNames && !chance(4) ? "\(name()) = \(value)" : value)
    }
    return "c(\(parts.joined(separator: ", ")))"
  }

  private mutating func numeric() -> String {
    switch below(6) {
    case 0: pick(["1:3", "1:6", "3:1", "0:2", "-1:1", "seq_len(0)", "1:10"])
    case 1, 2: vector { $0.whole() }
    default: vector { $0.number() }
    }
  }

  private mutating func logical() -> String {
    chance(6) ? "logical(0)" : vector { $0.flag() }
  }

  private mutating func character() -> String {
    chance(8) ? pick(["character(0)", "letters[1:4]"]) : vector { $0.text() }
  }

  private mutating func listLiteral(depth: Int = 0) -> String {
    let count = below(4)
    var parts: [String] = []
    let hasNames = !chance(3)
    for _ in 0..<count {
      let value = depth < 2 && chance(4) ? listLiteral(depth: depth + 1) : chance(6) ? "NULL" : atomic()
      parts.append(hasNames && !chance(5) ? "\(name()) = \(value)" : value)
    }
    return "list(\(parts.joined(separator: ", ")))"
  }

  private mutating func atomic() -> String {
    switch below(6) {
    case 0, 1: numeric()
    case 2: logical()
    case 3: character()
    case 4: numeric()
    default: chance(3) ? "NULL" : character()
    }
  }

  private mutating func any() -> String {
    switch below(10) {
    case 0, 1: listLiteral()
    case 2: matrix()
    default: atomic()
    }
  }

  private mutating func matrix() -> String {
    pick([
      "matrix(1:6, nrow = 2)", "matrix(c(1.5, NA, 3, 4), 2)", "matrix(letters[1:4], ncol = 2)",
      "matrix(1:4, 2, dimnames = list(c(\"r\", \"s\"), c(\"a\", \"b\")))", "matrix(c(TRUE, FALSE, NA, TRUE), 2)",
      "matrix(0, 2, 2)", "matrix(1:6, 3, byrow = TRUE)",
    ])
  }

  private mutating func frame() -> String {
    pick([
      "data.frame(a = 1:3, b = c(\"x\", \"y\", \"z\"))", "data.frame(a = c(2.5, NA, 1), c = c(TRUE, FALSE, NA))",
      "data.frame(a = 1:4)", "data.frame(b = letters[1:2], a = 2:1, abc = c(0.5, 1))",
    ])
  }

  private mutating func operand() -> String {
    let value = any()
    return value.contains(":") || value.hasPrefix("-") || value.contains("/") ? "(\(value))" : value
  }

  private mutating func infix() -> String {
    pick([
      "+", "-", "*", "/", "^", "%%", "%/%", "==", "!=", "<", ">", "<=", ">=", "&", "|", "&&", "||", "%in%",
    ])
  }

  // MARK: Indices

  private mutating func index() -> String {
    pick([
      "1", "2", "0", "-1", "-2", "5", "9", "NA", "NA_integer_", "1.9", "-1.5", "c(1, 3)", "c(-1, -2)", "c(2, 0)",
      "c(-1, 2)", "c(1, NA)", "c(3, 3, 1)", "TRUE", "FALSE", "c(TRUE, FALSE)", "c(TRUE, NA, FALSE)", "logical(0)",
      "\"a\"", "\"b\"", "\"zz\"", "c(\"a\", \"c\")", "NA_character_", "NULL", "1:3", "integer(0)", "-(1:2)", "\"\"",
      "x > 1", "is.na(x)", "length(x)", "Inf", "c(\"zz\", \"zz\", \"a\")", "character(0)", "list(1)", "100",
    ])
  }

  private mutating func brackets() -> String {
    switch below(8) {
    case 0, 1: "[[\(index())]]"
    case 2: "$\(name())"
    case 3: "[\(index())][\(index())]"
    case 4: chance(3) ? "[]" : "[\(index())]"
    default: "[\(index())]"
    }
  }

  private mutating func list() -> String {
    let path = pick([
      "$a", "$a$b", "[[\"a\"]]", "$a[2]", "[[2]]", "[[\"a\"]][[\"b\"]]", "$a[[1]]", "[\"b\"]", "[c(\"a\", \"b\")]",
      "[[c(1, 1)]]", "[3]", "[[5]]", "[-1]", "$new$deep$er", "$abc[3]", "[[1]]$a",
    ])
    switch below(3) {
    case 0: return "l <- \(listLiteral()); l\(path)"
    case 1: return "l <- \(listLiteral()); l\(path) <- NULL; l"
    default: return "l <- \(listLiteral()); l\(path) <- \(any()); l"
    }
  }

  private mutating func table() -> String {
    let rows = pick(["1", "2", "-1", "", "c(TRUE, FALSE)", "c(2, 1)", "0", "5", "NA", "1:2", "\"r\"", "x[, 1] > 1"])
    let columns = pick(["1", "", "2", "-1", "\"a\"", "\"b\"", "\"zz\"", "c(1, 2)", "3", "0", "TRUE"])
    let drop = chance(6) ? ", drop = \(pick(["FALSE", "TRUE"]))" : ""
    let isFrame = chance(2)
    let value = isFrame ? frame() : matrix()
    if chance(4) { return "x <- \(value); x[\(rows), \(columns)] <- \(atomic()); x" }
    if isFrame, chance(2) { return "x <- \(value); \(filled(pick(RandomTemplates.frames)))" }
    return "x <- \(value); x[\(rows), \(columns)\(drop)]"
  }

  // MARK: Calls

  /// A template with its marks replaced: `#n` numbers, `#c` strings, `#l`
  /// truth values, `#v` any vector or list, `#a` any vector, `#s` a list,
  /// `#i` a small whole number, `#b` TRUE or FALSE, `#m` a matrix.
  private mutating func filled(_ template: String) -> String {
    var result = ""
    var isMark = false
    for letter in template {
      guard isMark else {
        if letter == "#" { isMark = true } else { result.append(letter) }
        continue
      }
      isMark = false
      switch letter {
      case "n": result += numeric()
      case "c": result += character()
      case "l": result += logical()
      case "v": result += any()
      case "a": result += atomic()
      case "s": result += listLiteral()
      case "i": result += pick(["0", "1", "2", "3", "5", "-1", "2L", "7", "-2"])
      case "b": result += pick(["TRUE", "FALSE"])
      case "m": result += matrix()
      default: result += "#\(letter)"
      }
    }
    return result
  }
}
