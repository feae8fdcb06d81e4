/// The names that R knows without any package attached: the stand-in for an R
/// that can be asked.
enum DefaultRNames {
  static let all: Set<String> = Set(table.split { $0 == " " || $0 == "\n" }.map(String.init))

  static func contains(_ name: String) -> Bool {
    // Operators called by name, and S3 methods, which the table leaves out.
    if let first = name.unicodeScalars.first, !(first.properties.isAlphabetic || first == ".") { return true }
    return all.contains(name)
  }
}
