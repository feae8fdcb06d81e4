import AzureWire

/// A part of a blob that was staged under its id.
public struct BlobBlock: Sendable, Equatable {
  /// Base64; all ids of a blob are equally long.
  public var id: String
  /// Bytes.
  public var size: Int64

  init?(_ node: XMLNode) {
    guard let name = node["Name"]?.text else { return nil }
    id = name
    size = node["Size"].flatMap { Int64($0.text) } ?? 0
  }
}
