import Foundation
import RData
import SessionLanguage

/// A syntax tree as text in which every node has its brackets, written alike
/// for a tree of azp's parser and for one of R's.
enum SyntaxTreeText {
  /// Defines `trees` in R, which writes the expressions of a source, or
  /// `ERROR` when R does not take it.
  ///
  /// What the two trees do not tell apart is written once: `<<-` and `=` as
  /// `<-`, `:::` as `::`, a string where a name is wanted as the name.
  static let rSource = #"""
    invisible(Sys.setlocale("LC_ALL", "C.UTF-8"))
    hex <- function(text) paste(format(charToRaw(enc2utf8(text))), collapse = "")
    sym <- function(name) if (grepl("^[A-Za-z0-9._]+$", name)) name else paste0("`", hex(name))
    num <- function(v) if (is.na(v) && !is.nan(v)) "NA_real_" else if (is.nan(v)) "NaN" else
      if (is.infinite(v)) "Inf" else sprintf("%a", v)
    const <- function(e) switch(typeof(e),
      "NULL" = "NULL", logical = if (is.na(e)) "NA" else if (e) "TRUE" else "FALSE",
      integer = if (is.na(e)) "NA_integer_" else paste0(format(e, scientific = FALSE), "L"), double = num(e),
      complex = if (is.na(e)) "NA_complex_" else paste0(num(Im(e)), "i"),
      character = if (is.na(e)) "NA_character_" else paste0("'", hex(e)))
    missing_arg <- function(list, i) identical(list[[i]], quote(expr = ))
    args <- function(l) {
      n <- names(l)
      vapply(seq_along(l), function(i) {
        value <- if (missing_arg(l, i)) "_" else tree(l[[i]])
        if (is.null(n) || n[i] == "") value else paste0(sym(n[i]), "=", value)
      }, "")
    }
    tree <- function(e) {
      if (is.symbol(e)) return(sym(as.character(e)))
      if (!is.call(e)) return(const(e))
      f <- if (is.symbol(e[[1]])) as.character(e[[1]]) else ""
      if (f == "function") return(paste0("(function [", paste(args(e[[2]]), collapse = " "), "] ", tree(e[[3]]), ")"))
      if (f %in% c("<<-", "=", ":=")) f <- "<-"
      if (f == ":::") f <- "::"
      l <- as.list(e)[-1]
      if (f %in% c("$", "@", "::") && is.character(l[[2]])) l[[2]] <- as.symbol(l[[2]])
      if (f == "::" && is.character(l[[1]])) l[[1]] <- as.symbol(l[[1]])
      if (f %in% c("[", "[[") && length(l) == 2 && missing_arg(l, 2) && is.null(names(l))) l <- l[1]
      paste0("(", paste(c(if (f == "") tree(e[[1]]) else sym(f), args(l)), collapse = " "), ")")
    }
    trees <- function(source) tryCatch(
      paste(vapply(as.list(parse(text = source, keep.source = FALSE, encoding = "UTF-8")), tree, ""), collapse = "; "),
      error = function(e) "ERROR")
    unhex <- function(text) {
      bytes <- as.raw(strtoi(substring(text, seq(1, nchar(text), 2), seq(2, nchar(text), 2)), 16L))
      source <- rawToChar(bytes); Encoding(source) <- "UTF-8"; source
    }
    """#

  /// What R makes of each source.
  static func inR(_ sources: [String]) throws -> [String] {
    let lines = sources.map { "\"\(hex($0))\"" }.joined(separator: ",\n")
    let script = "\(rSource)\nfor (s in c(\n\(lines))) cat(suppressWarnings(trees(unhex(s))), \"\\n\", sep = \"\")\n"
    return try RealR.output(of: script).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// What azp makes of a source.
  static func here(_ source: String) -> String {
    let help = CommandSignature(name: "help", summary: "", parameters: [Parameter(name: "topic", kind: .text)])
    do {
      let program = try Parser.parse(SourceText(name: "tree", text: source), commands: [help])
      return program.statements.map(text).joined(separator: "; ")
    } catch {
      return "ERROR"
    }
  }

  private static func hex(_ text: String) -> String {
    text.utf8.map { String(format: "%02x", $0) }.joined()
  }

  private static func name(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { byte in
      let scalar = Unicode.Scalar(byte)
      return byte < 0x80 && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        || scalar == "." || scalar == "_"
    }
    return isPlain ? name : "`\(hex(name))"
  }

  private static func node(_ function: String, _ parts: [String]) -> String {
    "(\(([function] + parts).joined(separator: " ")))"
  }

  private static func arguments(_ arguments: [CallArgument]) -> [String] {
    arguments.map { argument in
      let value = argument.value.map(text) ?? "_"
      return argument.name.map { "\(name($0))=\(value)" } ?? value
    }
  }

  private static func function(_ expression: SessionLanguage.Expression) -> String {
    if case .constant(let value) = expression.kind, let text = value.asString { return name(text) }
    return text(expression)
  }

  static func text(_ expression: SessionLanguage.Expression) -> String {
    switch expression.kind {
    case .constant(let value): return constant(value)
    case .name(let text): return name(text)
    case .qualifiedName(let package, let member): return node(name("::"), [name(package), name(member)])
    case .prefix(let symbol, let operand): return node(name(symbol), [text(operand)])
    case .infix("|>", let left, let right):
      guard case .call(let callee, let written) = right.kind else { return "no call" }
      return node(function(callee), [text(left)] + arguments(written))
    case .infix(let symbol, let left, let right): return node(name(symbol), [text(left), text(right)])
    case .assignment(let target, let value): return node(name("<-"), [text(target), text(value)])
    case .call(let callee, let written): return node(function(callee), arguments(written))
    case .index(let base, let written, let isDouble):
      return node(name(isDouble ? "[[" : "["), [text(base)] + arguments(written))
    case .member(let base, let member): return node(name("$"), [text(base), name(member)])
    case .slot(let base, let member): return node(name("@"), [text(base), name(member)])
    case .parenthesized(let inner): return node(name("("), [text(inner)])
    case .block(let statements): return node(name("{"), statements.map(text))
    case .condition(let condition, let then, let otherwise):
      return node("if", [text(condition), text(then)] + (otherwise.map { [text($0)] } ?? []))
    case .forLoop(let variable, let sequence, let body):
      return node("for", [name(variable), text(sequence), text(body)])
    case .whileLoop(let condition, let body): return node("while", [text(condition), text(body)])
    case .repeatLoop(let body): return node("repeat", [text(body)])
    case .breakLoop: return "(break)"
    case .nextLoop: return "(next)"
    case .function(let function):
      let parameters = function.parameters.map { parameter in
        let value = parameter.name == nil ? "_" : parameter.value.map(text) ?? "_"
        return "\(parameter.name.map(name) ?? parameter.value.map(text) ?? "_")=\(value)"
      }
      return "(function [\(parameters.joined(separator: " "))] \(text(function.body)))"
    case .foreach(let loop):
      let calls = loop.levels.flatMap { level in
        [node(level.isTimes ? "times" : "foreach", arguments(level.arguments))]
          + level.conditions.map { node("when", [text($0)]) }
      }
      let nested = calls.dropFirst().reduce(calls[0]) { node(name("%:%"), [$0, $1]) }
      return node(name(loop.isParallel ? "%dopar%" : "%do%"), [nested, text(loop.body)])
    case .command(let command):
      let words = command.arguments.map { argument in
        if case .words(let words) = argument.value, case .text(let text)? = words.first?.parts.first {
          name(text)
        } else {
          "?"
        }
      }
      return node(name("?"), words)
    }
  }

  private static func constant(_ value: RValue) -> String {
    func number(_ value: Double) -> String {
      if value.isNAReal { return "NA_real_" }
      if value.isNaN { return "NaN" }
      return value.isInfinite ? "Inf" : String(format: "%a", value)
    }
    switch value.storage {
    case .null: return "NULL"
    case .logical(let values): return values[0].map { $0 ? "TRUE" : "FALSE" } ?? "NA"
    case .integer(let values): return values[0] == .naInteger ? "NA_integer_" : "\(values[0])L"
    case .double(let values): return number(values[0])
    case .complex(let values): return values[0].real.isNAReal ? "NA_complex_" : "\(number(values[0].imaginary))i"
    case .character(let values): return values[0].map { "'\(hex($0))" } ?? "NA_character_"
    default: return "?"
    }
  }
}
