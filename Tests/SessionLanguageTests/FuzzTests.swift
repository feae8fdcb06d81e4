import RData
import SessionLanguage
import Testing

@Suite("No text makes the parser fail in any way but with a diagnostic")
struct FuzzTests {
  private static let scripts = [
    "opt <- list(job = 'unique_job_id', wait = FALSE)\njob_id <- foreach(i = 1:10, .options.azure = opt) %dopar % { mean(i) }",
    "getJobList(state: active,completed, verbose = TRUE); getJob $x$y verbose # comment\ndeleteJob a,b 'c' yes",
    "x[[1]]$a[-1] <- if (TRUE) { r\"(raw)\" } else \"\\u00e9\\x41\"; y -> z; f <- \\(x, ...) x |> g()",
    "for (i in 1:3) { while (FALSE) next; repeat break }\n`a b` <- 0x1Fp3 + 1e-5L %in% .5 ; !x && -y ^ 2",
  ]

  private func check(_ text: String) {
    let commands = RecordingHost.testCommands
    let source = SourceText(name: "fuzz", text: text)
    do {
      for statement in try Parser.parse(source, commands: commands).statements {
        #expect(statement.span.lowerBound >= 0 && statement.span.upperBound <= text.utf8.count)
      }
    } catch {
      #expect(!error.render().isEmpty)
    }
    let length = text.utf8.count
    for cursor in [0, length / 3, length / 2, length] {
      _ = CompletionContext.at(text: text, cursor: cursor, commands: commands, variables: ["x": .list(["y": .null])])
    }
  }

  @Test("random bytes")
  func bytes() {
    var generator = SplitMix(seed: 42)
    for _ in 0..<2_000 {
      let count = Int.random(in: 0..<60, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test("random pieces of the language")
  func pieces() {
    let pieces = [
      "getJob", "getJobList", "(", ")", "[", "[[", "]", "{", "}", "$", "x", "'", "\"", "\\", "`", "%dopar%", "%",
      "foreach",
      " ", "\n", ";", "#", ",", ":", "=", "<-", "->", "-", "if", "else", "for", "in", "function", "r\"(", ")\"", "1",
      "1e",
      "0x", "state:", "verbose", "?", "~", "!", "|>", "@", "::", "é", "\\u{", "NULL", "...",
    ]
    var generator = SplitMix(seed: 7)
    for _ in 0..<4_000 {
      let count = Int.random(in: 1..<14, using: &generator)
      check((0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined())
    }
  }

  @Test("scripts with bytes changed, lost, doubled and cut off")
  func mutations() {
    var generator = SplitMix(seed: 99)
    for round in 0..<3_000 {
      var bytes = Array(Self.scripts[round % Self.scripts.count].utf8)
      for _ in 0..<Int.random(in: 1..<5, using: &generator) {
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[position] = UInt8.random(in: 0...127, using: &generator)
        case 1 where bytes.count > 1: bytes.remove(at: position)
        case 2: bytes.insert(bytes[position], at: position)
        default: bytes = Array(bytes.prefix(max(1, position)))
        }
      }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }
}

/// A small generator with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
