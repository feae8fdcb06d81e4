import AzureWire
import HTTPTypes

/// The copy that a blob was made by, kept as JSON.
struct CopyRecord: Codable, Sendable {
  var id: String
  /// Without its query, which may hold a signature.
  var source: String
  var size: Int64
  var completionTime: Timestamp

  /// Copies have ended when they are answered.
  static let status = "success"

  private var progress: String { "\(size)/\(size)" }

  /// - Parameter json: of a blob; nil for one that is no copy.
  static func add(_ json: String?, to headers: inout HTTPFields) throws {
    guard let json else { return }
    let copy = try JSONText.decode(CopyRecord.self, json)
    headers[fieldName("x-ms-copy-id")] = copy.id
    headers[fieldName("x-ms-copy-source")] = copy.source
    headers[fieldName("x-ms-copy-status")] = status
    headers[fieldName("x-ms-copy-progress")] = copy.progress
    headers[fieldName("x-ms-copy-completion-time")] = copy.completionTime.rfc1123
  }

  /// The elements that show it in a list of blobs.
  static func nodes(_ json: String?) throws -> [XMLNode] {
    guard let json else { return [] }
    let copy = try JSONText.decode(CopyRecord.self, json)
    return [
      XMLNode("CopyId", text: copy.id), XMLNode("CopyStatus", text: status), XMLNode("CopySource", text: copy.source),
      XMLNode("CopyProgress", text: copy.progress),
      XMLNode("CopyCompletionTime", text: copy.completionTime.rfc1123),
    ]
  }
}
