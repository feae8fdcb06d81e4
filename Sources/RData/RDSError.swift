/// Why bytes could not be read as an R object, or a value could not be
/// written as one.
public struct RDSError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kind of failure, for callers that treat some of them apart.
  public enum Code: Sendable {
    /// The bytes are not R's serialization, or of a kind that is not read.
    case notRDS
    /// The bytes end before the object does.
    case truncated
    /// The bytes contradict themselves.
    case corrupt
    /// The value would be larger than the caller allows.
    case tooLarge
    /// The file cannot be opened or read.
    case unreadable
    /// The value has no form in R's serialization.
    case unwritable
  }

  /// What kind of failure it is.
  public let code: Code

  /// Where it went wrong: the offset in bytes into the uncompressed stream,
  /// or into the compressed one when decompression itself failed. `nil` when
  /// writing.
  public let offset: Int?

  /// One sentence that says what is wrong.
  public let description: String

  init(_ code: Code, offset: Int? = nil, _ description: String) {
    self.code = code
    self.offset = offset
    self.description = description
  }

  static func truncated(at offset: Int, wanting what: String) -> RDSError {
    RDSError(.truncated, offset: offset, "The R data ends at byte \(offset), in the middle of \(what): fetch it again.")
  }

  static func corrupt(at offset: Int, _ what: String) -> RDSError {
    RDSError(.corrupt, offset: offset, "The R data is damaged at byte \(offset): \(what).")
  }
}
