import Glibc

/// What is left of the disk on which a node's directories lie.
enum DiskSpace {
  /// With less, a node soon cannot write down what it does.
  private static let least: UInt64 = 1 << 20

  /// A sentence when next to nothing is left; nil when there is space, and
  /// when the system does not tell.
  static func shortage(at path: String) -> String? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    let unit = UInt64(status.f_frsize)
    // What is kept back for root is there for root.
    let free = UInt64(geteuid() == 0 ? status.f_bfree : status.f_bavail) * unit
    if free < least {
      return
        "There is no space left on the node's disk: \(megabytes(free)) of \(megabytes(UInt64(status.f_blocks) * unit)) "
        + "at \(path) are free; delete jobs, tasks or files there."
    }
    if status.f_files > 0, status.f_ffree == 0 {
      return "There is no room for another file on the node's disk at \(path); delete jobs, tasks or files there."
    }
    return nil
  }

  private static func megabytes(_ bytes: UInt64) -> String { "\(bytes >> 20) MB" }
}
