import Foundation
import RData

/// Runs R on this machine for comparison.
enum RealR {
  static let path = ["/usr/bin/Rscript", "/usr/local/bin/Rscript"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  static var isThere: Bool { path != nil }

  /// What a script prints, or what it says on standard error.
  static func output(of script: String, errors: Bool = false) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "azp-\(UUID().uuidString).R")
    try script.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: path ?? "/usr/bin/Rscript")
    process.arguments = ["--vanilla", file.path(percentEncoded: false)]
    let pipe = Pipe()
    if errors {
      process.standardOutput = FileHandle.nullDevice
      process.standardError = pipe
    } else {
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
    }
    process.environment = ProcessInfo.processInfo.environment
      .filter { $0.key != "LC_ALL" && $0.key != "LANG" }
      // Strings in UTF-8, sorted as this process sorts them.
      .merging(["LC_CTYPE": "C.UTF-8", "LC_COLLATE": "C", "LANGUAGE": "en"]) { $1 }
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// Defines `canon` in R, which writes a value as ``canon(_:)`` does.
  static let canonSource = #"""
    num <- function(v) ifelse(is.nan(v), "NaN", ifelse(is.na(v), "NA", sprintf("%.15g", v)))
    canon <- function(x) {
      body <- switch(typeof(x),
        "NULL" = "NULL",
        logical = paste0("l(", paste(ifelse(is.na(x), "NA", ifelse(x, "T", "F")), collapse = ","), ")"),
        integer = paste0("i(", paste(ifelse(is.na(x), "NA", sprintf("%d", x)), collapse = ","), ")"),
        double = paste0("d(", paste(num(as.vector(unclass(x))), collapse = ","), ")"),
        character = paste0("s(", paste(ifelse(is.na(x), "NA", paste0("<", x, ">")), collapse = ","), ")"),
        complex = paste0("z(", paste(num(Re(x)), num(Im(x)), sep = "+", collapse = ","), ")"),
        list = paste0("L(", paste(vapply(unclass(x), canon, ""), collapse = ","), ")"),
        closure = "function", builtin = "function", "?")
      a <- attributes(x)
      a$srcref <- NULL
      if (length(a) && typeof(x) != "closure") {
        for (n in sort(names(a))) body <- paste0(body, "{", n, "=", canon(a[[n]]), "}")
      }
      body
    }
    """#

  /// A value as text that is the same for the same value.
  static func canon(_ value: RValue) -> String {
    func number(_ value: Double) -> String {
      if value.isNAReal { return "NA" }
      if value.isNaN { return "NaN" }
      if value.isInfinite { return value < 0 ? "-Inf" : "Inf" }
      return String(format: "%.15g", value)
    }
    let body: String
    switch value.storage {
    case .null: body = "NULL"
    case .logical(let values): body = "l(\(values.map { $0.map { $0 ? "T" : "F" } ?? "NA" }.joined(separator: ",")))"
    case .integer(let values):
      body = "i(\(values.map { $0 == .naInteger ? "NA" : String($0) }.joined(separator: ",")))"
    case .double(let values): body = "d(\(values.map(number).joined(separator: ",")))"
    case .character(let values): body = "s(\(values.map { $0.map { "<\($0)>" } ?? "NA" }.joined(separator: ",")))"
    case .complex(let values):
      body = "z(\(values.map { "\(number($0.real))+\(number($0.imaginary))" }.joined(separator: ",")))"
    case .list(let elements): body = "L(\(elements.map(canon).joined(separator: ",")))"
    case .function: return "function"
    default: body = "?"
    }
    return value.attributes.entries.sorted { $0.name < $1.name }.reduce(body) { text, attribute in
      var value = attribute.value
      if attribute.name == "row.names", case .integer(let rows) = value.storage, rows.first == .naInteger,
        rows.count == 2
      {
        value = RValue(.integer((0..<abs(rows[1])).map { $0 + 1 }))
      }
      return "\(text){\(attribute.name)=\(canon(value))}"
    }
  }
}
