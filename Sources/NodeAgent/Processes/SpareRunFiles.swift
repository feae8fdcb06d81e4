import Glibc

/// Files of runs that are over and known to be, kept for runs to come.
///
/// Making and deleting a file is most of what a file system does for a short
/// task; ext4 also searches for a number that was not free a moment ago, the
/// longer the more were deleted. What is kept bears the name of a run that the
/// journal does not know any more: should the agent die, the next one deletes
/// it as a stray.
package struct SpareRunFiles: Sendable {
  private var files: [RunFile] = []

  /// More than a node uses at a time is litter.
  private static let most = 64

  package init() {}

  /// Takes the file of a run of which the journal says that it is forgotten,
  /// or that another attempt follows.
  package mutating func retire(_ file: RunFile) {
    if files.count < Self.most { files.append(file) } else { file.remove() }
  }

  /// A file for a launch, as ``RunFile/create()`` makes it.
  /// - Throws: ``SystemError``, of code EEXIST when the run was launched before.
  package mutating func create(_ file: RunFile) throws(SystemError) -> Int32 {
    while let spare = files.popLast() {
      if let descriptor = try file.create(from: spare) { return descriptor }
    }
    return try file.create()
  }
}
