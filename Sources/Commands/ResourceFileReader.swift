import AzureWire
import RData
import SessionLanguage
import Wording

extension CommandInvocation {
  /// The files of a parameter that holds a list of lists such as
  /// `list(httpUrl = "https://...", filePath = "data.csv")`, as
  /// `rAzureBatch::createResourceFile` makes them; one such list alone will do.
  func resourceFiles(_ parameter: String) throws -> [ResourceFile] {
    guard let value = self[parameter], !value.isNull else { return [] }
    guard case .list(let elements) = value.storage else { throw noResourceFiles(parameter) }
    let files = value.names == nil ? elements : [value]
    return try files.map { file in
      let entries = try (file.names ?? []).reduce(into: [String: String]()) { entries, name in
        guard let text = file.element(name)?.asString else { throw noResourceFiles(parameter) }
        entries[name] = text
      }
      let known = ["httpUrl", "url", "blobSource", "storageContainerUrl", "blobPrefix", "filePath", "fileMode"]
      for name in entries.keys.sorted() where !known.contains(name) {
        throw diagnostic(
          "a resource file has no entry `\(name)`; it has \(known.joined(separator: ", "))", at: parameter,
          suggestion: EditDistance.suggestion(for: name, among: known))
      }
      let url = entries["httpUrl"] ?? entries["url"] ?? entries["blobSource"]
      guard (url == nil) != (entries["storageContainerUrl"] == nil), url == nil || entries["filePath"] != nil else {
        throw noResourceFiles(parameter)
      }
      return ResourceFile(
        httpUrl: url, storageContainerUrl: entries["storageContainerUrl"], blobPrefix: entries["blobPrefix"],
        filePath: entries["filePath"], fileMode: entries["fileMode"])
    }
  }

  private func noResourceFiles(_ parameter: String) -> Diagnostic {
    diagnostic(
      "`\(parameter)` of `\(name)` must be a list of files such as "
        + "`list(list(httpUrl = \"https://...\", filePath = \"data.csv\"))`", at: parameter)
  }
}
