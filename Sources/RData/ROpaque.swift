/// An R object that is carried but not looked into.
///
/// It keeps the bytes of its own serialization (XDR, without the file
/// header), complete in themselves, so that it can be written into any
/// stream.
public struct ROpaque: Sendable, Equatable {
  /// R's word for the type, as `typeof()` gives it: `environment`,
  /// `closure`, `S4`, `language`, ...
  public let typeName: String
  public let bytes: [UInt8]

  public init(typeName: String, bytes: [UInt8]) {
    self.typeName = typeName
    self.bytes = bytes
  }
}
