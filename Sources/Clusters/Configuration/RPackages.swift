/// R packages that every node has before it takes tasks, by where they come
/// from.
package struct RPackages: Sendable, Equatable {
  package var cran: [String] = []
  /// `user/repo`, with `/subdir` and `@ref` where wanted.
  package var github: [String] = []
  package var bioconductor: [String] = []

  package init(cran: [String] = [], github: [String] = [], bioconductor: [String] = []) {
    self.cran = cran
    self.github = github
    self.bioconductor = bioconductor
  }

  /// Whether nothing is to be installed.
  package var isEmpty: Bool { cran.isEmpty && github.isEmpty && bioconductor.isEmpty }

  init(_ node: ConfigurationNode, _ reader: inout ConfigurationReader) {
    reader.allow(["cran", "github", "bioconductor"], in: node)
    cran = Self.names(node["cran"], &reader)
    bioconductor = Self.names(node["bioconductor"], &reader)
    github = reader.texts(node["github"])
    for repository in github where !Self.isRepository(repository) {
      reader.refuse(node["github"], "holds \"\(repository)\", which is not of the form user/repo[/subdir][@ref]")
    }
  }

  private static func names(_ node: ConfigurationNode, _ reader: inout ConfigurationReader) -> [String] {
    let names = reader.texts(node)
    for name in names where !isPackage(name) {
      reader.refuse(node, "holds \"\(name)\", which cannot be the name of an R package")
    }
    return names
  }

  /// Letters, digits and dots, the first a letter ("Writing R Extensions",
  /// 1.1.1).
  static func isPackage(_ name: String) -> Bool {
    guard let first = name.first, first.isASCII, first.isLetter else { return false }
    return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") }
  }

  private static func isRepository(_ text: String) -> Bool {
    let steps = text.split(separator: "/", omittingEmptySubsequences: false)
    return steps.count >= 2 && steps.allSatisfy { !$0.isEmpty }
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/@#".contains($0)) }
  }
}
