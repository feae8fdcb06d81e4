import CLibFuzzer
import RData

/// Whatever the bytes are, reading them ends with a value or an error, and a
/// value can be printed, written and read again.
@main
struct FuzzRDS {
  static func main() {
    _ = run_fuzzer(CommandLine.argc, CommandLine.unsafeArgv) { bytes, count in
      FuzzRDS.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
      return 0
    }
  }

  private static func check(_ input: [UInt8]) {
    // A limit below that of the fuzzer, so that a bomb is an error here as well.
    guard let value = try? RDS.read(input, sizeLimit: 64 << 20) else { return }
    _ = RPrinter(width: 80).string(value)
    guard let written = try? RDS.write(value, compression: .none), let again = try? RDS.read(written) else {
      fatalError("a value that was read cannot be written and read again")
    }
    // Not the value itself: a damaged file says the same in more than one way.
    guard (try? RDS.write(again, compression: .none)) == written else {
      fatalError("a value changed when it was written and read again")
    }
  }
}
