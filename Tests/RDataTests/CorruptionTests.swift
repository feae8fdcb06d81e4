import Foundation
import RData
import Testing

/// Bytes that are not what they should be.
@Suite("Damaged bytes")
struct CorruptionTests {
  /// A value with most kinds of items in it.
  private static func sample() throws -> [UInt8] {
    let value = RValue.list([
      "a": RValue(.double([1.5, .naReal])), "b": .strings(["x", "é"]), "c": RValue(.logical([nil, true])),
      "d": .list([.null, .int(3), RValue(.raw([1, 2]))]), "e": RValue(.function(source: "function(x, y = 2) x + y")),
      "f": RValue(.environment([RBinding(name: "k", value: .number(1))])),
      "g": RValue(.complex([RComplex(real: 1, imaginary: 2)])),
      "h": try #require(try RSource.parse("f(x, n = 1)").first),
    ])
    return try RDS.write(value, compression: .none)
  }

  @Test("every truncation is an error that names the offset")
  func truncation() throws {
    let bytes = try Self.sample()
    for count in 0..<bytes.count {
      let error = #expect(throws: RDSError.self) { try RDS.read(Array(bytes[..<count])) }
      #expect(error?.offset != nil)
    }
  }

  @Test("compressed bytes that end early are an error")
  func truncatedGzip() throws {
    let bytes = try RDS.write(.strings((0..<1000).map { "text \($0)" }))
    for count in stride(from: 2, to: bytes.count, by: 7) {
      #expect(throws: RDSError.self) { try RDS.read(Array(bytes[..<count])) }
    }
  }

  @Test("no change of a byte crashes, when read, printed, compared and written")
  func flips() throws {
    let bytes = try Self.sample()
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        damaged[Int.random(in: 14..<damaged.count, using: &random)] =
          [0, 1, 2, 9, 16, 19, 21, 127, 128, 238, 243, 244, 254, 255].randomElement() ?? 0
      }
      do throws(RDSError) {
        let value = try RDS.read(damaged)
        _ = RPrinter().string(value)
        _ = value == value
        _ = try RDS.write(value, compression: .none)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }

  @Test("no change of a byte of what R wrote crashes", .enabled(if: RScript.exists))
  func flipsOfR() throws {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        """
        f <- compiler::cmpfun(function(x, n = 2) { y <- x^n; if (y > 1) y else f(y) })
        e <- new.env(); e$e <- e; e$f <- f; environment(e$f) <- e
        x <- list(f, e, 1:10, as.character(1:5), sort(c(2.5, 1)), quote(a$b[1]), y ~ x, stats::sd, expression(a), factor('u'), sum)
        saveRDS(x, 'x.rds', compress = FALSE); saveRDS(x, 'a.rds', ascii = TRUE, compress = FALSE)
        """, in: folder)
      for name in ["x.rds", "a.rds"] {
        let bytes = try Data(contentsOf: folder.appending(path: name)).octets
        var random = SystemRandomNumberGenerator()
        for _ in 0..<4000 {
          var damaged = bytes
          for _ in 0..<Int.random(in: 1...2, using: &random) {
            damaged[Int.random(in: 14..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
          }
          do throws(RDSError) {
            let value = try RDS.read(damaged)
            _ = RPrinter().string(value)
            _ = try RDS.write(value, compression: .none)
          } catch {
            #expect(!error.description.isEmpty)
          }
        }
      }
    }
  }

  @Test("values as deep as allowed are read, printed, compared and written", arguments: ["list", "call", "attribute"])
  func deepest(kind: String) throws {
    var value = RValue.number(1)
    for _ in 0..<990 {
      switch kind {
      case "list": value = .list([value])
      case "call":
        let minus = RValue(.symbol("-"))
        value = RValue(.call(RCall(function: minus, arguments: [RBinding(name: "", value: value)])))
      default: value = RValue(.integer([1]), attributes: RAttributes([RBinding(name: "a", value: value)]))
      }
    }
    let deep = value
    let bytes = try RDS.write(deep, compression: .none)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      if let read = try? RDS.read(bytes), read == deep, !RPrinter().string(read).isEmpty,
        (try? RDS.write(read, compression: .none)) == bytes
      {
        done.signal()
      }
    }
    thread.stackSize = 4 << 20
    thread.start()
    #expect(done.wait(timeout: .now() + 30) == .success)
    #expect(throws: RDSError.self) {
      var tooDeep = deep
      for _ in 0..<20 { tooDeep = .list([tooDeep]) }
      return try RDS.write(tooDeep)
    }
  }

  @Test("what is no serialization is told so")
  func others() throws {
    for text in ["", "RDX3\nX\n", "hello world", "X\n\u{0}\u{0}\u{0}\u{9}"] {
      let error = #expect(throws: RDSError.self) { try RDS.read(Array(text.utf8)) }
      #expect(error?.description.hasSuffix(".") == true)
    }
  }
}
