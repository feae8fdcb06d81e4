internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// A pipe that a program writes to and this process reads from, without
/// blocking; closed when the object goes.
///
/// The writing end stays open here too, so that the reader never meets an end of
/// file: it learns of the program's end in another way.
final class OutputPipe: Sendable {
  let readEnd: FileDescriptor
  let writeEnd: FileDescriptor

  init() throws {
    (readEnd, writeEnd) = try FileDescriptor.pipe()
    let isSet =
      fcntl(readEnd.rawValue, F_SETFL, O_NONBLOCK) == 0 && fcntl(readEnd.rawValue, F_SETFD, FD_CLOEXEC) == 0
      && fcntl(writeEnd.rawValue, F_SETFD, FD_CLOEXEC) == 0
    guard isSet else { throw Errno(rawValue: errno) }
  }

  deinit {
    close(readEnd.rawValue)
    close(writeEnd.rawValue)
  }
}
