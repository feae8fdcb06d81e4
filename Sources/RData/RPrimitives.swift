/// The formal arguments that R shows for its primitive functions.
///
/// Primitives themselves know none; R keeps a list of its own, and so do we
/// (`print(sum)` and the like of R 4.2).
enum RPrimitives {
  /// What `print()` shows of the primitive of that name.
  static func line(_ name: String) -> String {
    guard let known = arguments[name] else { return "function (x)  .Primitive(\"\(name)\")" }
    return known.map { "function (\($0))  .Primitive(\"\(name)\")" } ?? ".Primitive(\"\(name)\")"
  }

  /// By name; `nil` for those that the parser makes calls of, which show none.
  private static let arguments: [String: String?] = {
    var table: [String: String?] = [:]
    for (arguments, names) in groups {
      for name in names.split(separator: " ") { table[String(name)] = .some(arguments) }
    }
    return table
  }()

  /// All others take `x`.
  private static let groups: [(arguments: String?, names: String)] = [
    ("", "...length ...names baseenv emptyenv globalenv interactive nargs proc.time"),
    (nil, ": ( [ [[ [[<- [<- { @ @<- && <- <<- = || ~ $ $<- break for function if next repeat return while"),
    ("...", "c expression list"),
    ("..., na.rm = FALSE", "all any max min prod range sum"),
    (".NAME, ..., NAOK = FALSE, DUP = TRUE, PACKAGE, ENCODING", ".C .Fortran"),
    (".NAME, ..., PACKAGE", ".Call .Call.graphics .External .External.graphics .External2"),
    ("along.with", "seq_along"),
    ("call", ".Internal"),
    ("class, extends", ".cache_class"),
    ("e1, e2", "- != * / & %/% %% ^ + < <= == > >= |"),
    ("expr", "quote"),
    ("expr = NULL, add = FALSE, after = TRUE", "on.exit"),
    ("EXPR, ...", "switch"),
    ("expr, env", "substitute"),
    ("f, fdef", "standardGeneric"),
    ("from, to, by, length.out, along.with, ...", "seq.int"),
    ("fun, value", "environment<-"),
    ("generic, object", "UseMethod"),
    ("key, file, compressed, hook", "lazyLoadDBfetch"),
    ("length.out", "seq_len"),
    ("n", "...elt"),
    ("n, FUN, ...", "forceAndCall"),
    ("name", ".Primitive"),
    ("name, ...", "call"),
    ("obj", ".primTrace .primUntrace"),
    ("object", "isS4"),
    ("on = TRUE", "gc.time"),
    ("onOff = NULL", ".isMethodsDispatchOn"),
    ("pkg, name", ":: :::"),
    ("text = \"\", condition = NULL, expr = TRUE, skipCalls = 0L", "browser"),
    ("x = NULL", "invisible"),
    ("x, ...", ".subset .subset2 as.character as.complex as.double as.integer as.logical as.numeric rep trunc"),
    ("x, base = exp(1)", "log"),
    ("x, digits = 0", "round"),
    ("x, digits = 6", "signif"),
    ("x, keepNA = FALSE", "nzchar"),
    ("x, previous = NULL", "retracemem"),
    ("x, recursive = FALSE", "anyNA"),
    ("x, value", "attributes<- class<- dim<- dimnames<- length<- levels<- names<- oldClass<- storage.mode<-"),
    ("x, which, exact = FALSE", "attr"),
    ("x, which, value", "attr<-"),
    ("x, y", "%*%"),
    ("z", "Arg Conj Im Mod Re"),
  ]
}
