import Synchronization

/// An R object that is carried but not looked into.
///
/// It stands for its own serialization, complete in itself, so that it can be
/// written into any stream. Objects read from one file go on sharing what
/// they shared there: two closures of one environment, written into one
/// file again, still have one environment.
public struct ROpaque: Sendable {
  /// R's word for the type, as `typeof()` gives it: `environment`,
  /// `closure`, `S4`, `expression`, ...
  public let typeName: String

  let content: Content

  /// Where the serialization is.
  enum Content: Sendable {
    case bytes([UInt8])
    /// A part of the file that it was read from, which stays in memory as
    /// long as this does.
    case part(Location)
  }

  /// Where in the kept parts of a file an object stands.
  struct Location: Sendable {
    let stream: RDSStream
    let place: Int
    /// The number that the next object has that can be referred to.
    let nextReference: Int
  }

  /// An object of the type `typeName` whose serialization (XDR, without the
  /// file header) is `bytes`.
  public init(typeName: String, bytes: [UInt8]) {
    self.typeName = typeName
    self.content = .bytes(bytes)
  }

  init(typeName: String, content: Content) {
    self.typeName = typeName
    self.content = content
  }

  /// The serialization, in XDR and without the file header. Computed at each
  /// call for an object that was read from a file.
  ///
  /// - Throws: ``RDSError`` when the object nests too deeply to be copied, or
  ///   was made from damaged bytes.
  public var bytes: [UInt8] {
    get throws(RDSError) {
      if case .bytes(let bytes) = content { return bytes }
      let output = RDSOutput()
      try write(to: output, depth: 0)
      return output.bytes
    }
  }

  /// Appends the object to an output, sharing what the output holds already.
  func write(to output: RDSOutput, depth: Int) throws(RDSError) {
    var copier = RDSCopier(location, output: output)
    try copier.item(depth: depth)
  }

  /// Where it stands; for bytes of its own, at their beginning.
  var location: Location {
    switch content {
    case .part(let location): location
    case .bytes(let bytes):
      Location(
        stream: RDSStream(format: .xdr, isNativeLatin1: false, bytes: KeptBytes(bytes)), place: 0, nextReference: 0)
    }
  }
}

extension ROpaque: Equatable {
  /// Whether both are the same object of one file, or have the same
  /// serialization.
  public static func == (left: ROpaque, right: ROpaque) -> Bool {
    guard left.typeName == right.typeName else { return false }
    if case .part(let leftPart) = left.content, case .part(let rightPart) = right.content,
      leftPart.stream === rightPart.stream, leftPart.place == rightPart.place
    {
      return true
    }
    if case .bytes(let leftBytes) = left.content, case .bytes(let rightBytes) = right.content {
      return leftBytes == rightBytes
    }
    do throws(RDSError) {
      return try left.bytes == right.bytes
    } catch {
      // What cannot be copied cannot be compared either.
      return false
    }
  }
}
