import Synchronization

/// What opaque values are made of: the parts of one serialization that hold
/// them, and where in these the objects stand that later items refer to.
///
/// Opaque values of one file share its stream, and so an environment that two
/// of them have in common.
final class RDSStream: Sendable {
  /// How numbers are spelt.
  enum Format: Sendable {
    /// Big-endian, R's default.
    case xdr
    /// Little-endian, what `serialize(xdr = FALSE)` writes on common machines.
    case native
    /// Decimal or hexadecimal text, one item a line.
    case ascii
  }

  /// The parts, one after the other, and the places of the items in them that can
  /// be referred to, in the order in which they are numbered.
  struct Content: Sendable {
    var bytes: KeptBytes
    var references: [Int]
  }

  let format: Format

  /// Whether strings without an encoding mark are latin1 rather than UTF-8.
  let isNativeLatin1: Bool

  /// Empty until the reader has gone through the file.
  private let shared: Mutex<Content>

  init(format: Format, isNativeLatin1: Bool, bytes: KeptBytes = KeptBytes()) {
    self.format = format
    self.isNativeLatin1 = isNativeLatin1
    self.shared = Mutex(Content(bytes: bytes, references: []))
  }

  var content: Content { shared.withLock { $0 } }

  /// Leaves what a reader has found: the parts when it has read the file, and
  /// places that were not known.
  func complete(bytes: KeptBytes?, references: [Int]) {
    shared.withLock { content in
      if let bytes { content.bytes = bytes }
      if content.references.count < references.count { content.references = references }
    }
  }
}
