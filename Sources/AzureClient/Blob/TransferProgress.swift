/// How far a transfer between this machine and a blob is.
public struct TransferProgress: Sendable, Equatable {
  /// Bytes that are there, those of an earlier attempt included.
  public var done: Int64
  /// Bytes of the whole.
  public var total: Int64
  /// Bytes that an earlier attempt had transferred.
  public var resumed: Int64

  /// Sizes in bytes; `resumed` of them were there from an earlier try.
  public init(done: Int64, total: Int64, resumed: Int64 = 0) {
    self.done = done
    self.total = total
    self.resumed = resumed
  }
}
