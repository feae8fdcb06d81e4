/// Names the time from one start of the machine to the next: of what ran in
/// an earlier one nothing lives, and the disk may not tell all.
enum BootID {
  /// - Throws: ``SystemError`` when the kernel does not tell.
  static func current() throws(SystemError) -> String {
    let path = "/proc/sys/kernel/random/boot_id"
    guard let bytes = FileBytes.read(path) else { throw SystemError("read \(path)") }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
