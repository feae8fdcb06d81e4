package import AzureWire
import Foundation
import Wording

/// Reads a configuration from a JSON file, as the user names it.
package enum JSONFile {
  /// - Parameters:
  ///   - path: relative to the working directory; `~/` is the home directory.
  ///   - remedy: what to do when there is no such file, as a sentence part.
  /// - Throws: ``ClusterError`` for a file that cannot be read or holds no
  ///   JSON object.
  package static func read(_ path: String, remedy: String) throws -> JSONValue {
    let file = UserPath.expanded(path)
    guard let data = FileManager.default.contents(atPath: file) else {
      let reason = FileManager.default.fileExists(atPath: file) ? "cannot be read" : "does not exist"
      throw ClusterError(.invalid, "The file \(path) \(reason); \(remedy).")
    }
    let value: JSONValue
    do {
      value = try JSONDecoder().decode(JSONValue.self, from: data)
    } catch {
      throw ClusterError(.invalid, "The file \(path) is no JSON: \(flaw(of: data)); correct it there.")
    }
    guard case .object = value else {
      throw ClusterError(.invalid, "The file \(path) holds no JSON object; it begins with { and ends with }.")
    }
    return value
  }

  /// Where the text stops being JSON, as far as it is told.
  private static func flaw(of data: Data) -> String {
    var detail = ""
    do {
      _ = try JSONSerialization.jsonObject(with: data)
    } catch {
      detail = (error as NSError).userInfo["NSDebugDescription"] as? String ?? ""
    }
    if detail.contains("end of file") { return "it ends before its last bracket or quote is closed" }
    let digits = detail.drop { !$0.isNumber }.prefix { $0.isNumber }
    guard let offset = Int(digits), offset <= data.count else { return "a bracket, quote or comma is wrong" }
    let before = String(decoding: data.prefix(offset), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    return "something is wrong near line \(before.count), column \((before.last?.count ?? 0) + 1)"
  }
}
