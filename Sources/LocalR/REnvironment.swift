/// What R's environment has that differs from this process's.
package enum REnvironment {
  /// - Parameters:
  ///   - inherited: the environment of this process.
  ///   - temporaryDirectory: where R keeps its temporary files.
  /// - Returns: variables to set, or with `nil` to remove.
  package static func changes(to inherited: [String: String], temporaryDirectory: String) -> [String: String?] {
    var changes: [String: String?] = ["TMPDIR": temporaryDirectory]
    let all = inherited["LC_ALL"].flatMap { $0.isEmpty ? nil : $0 }
    let inEffect = [all, inherited["LC_CTYPE"], inherited["LANG"]].compactMap { $0 }.first { !$0.isEmpty } ?? ""
    let encoding = inEffect.uppercased()
    // Text comes and goes as UTF-8; everything else about the locale stays.
    if !encoding.contains("UTF-8"), !encoding.contains("UTF8") {
      changes["LC_CTYPE"] = "C.UTF-8"
      if let all {
        changes["LC_ALL"] = String?.none
        changes["LANG"] = all
      }
    }
    return changes
  }
}
