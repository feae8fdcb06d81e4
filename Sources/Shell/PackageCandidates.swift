import Foundation

/// Installed R packages for completion.
enum PackageCandidates {
  /// Where Debian's R and R's defaults install packages.
  private static let places = [
    "/usr/local/lib/R/site-library", "/usr/lib/R/site-library", "/usr/lib/R/library", "/usr/local/lib/R/library",
  ]

  /// The names of the packages in the libraries of R and in those that
  /// `R_LIBS` and `R_LIBS_USER` name, sorted.
  static func installed(environment: [String: String] = ProcessInfo.processInfo.environment) -> [String] {
    let own = ["R_LIBS", "R_LIBS_USER"].flatMap { (environment[$0] ?? "").split(separator: ":").map(String.init) }
    var names: Set<String> = []
    for place in own + places {
      // A library that is not there has no packages.
      let entries = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
      for entry in entries where FileManager.default.fileExists(atPath: "\(place)/\(entry)/DESCRIPTION") {
        names.insert(entry)
      }
    }
    return names.sorted()
  }
}
