import RData
import SessionLanguage
import Testing

@Suite("Functions among the options of a loop")
struct LoopFunctionTests {
  private static let session = """
    w <- 10; scale <- function(z) z * w; comb <- function(a, b) a + b * w; comb2 <- function(a, b) scale(a) + b; k <- 1
    lost <- function(a, b) a + nowhere; loses <- function(a, b) lost(a, b)

    """

  private func exports(_ loop: String, host: RecordingHost = RecordingHost()) async throws -> [String] {
    try await run(Self.session + loop, host: host)
    return try #require(host.seen.loops.last).exports.map(\.name)
  }

  @Test(
    "take along what they mention, on every path",
    arguments: [
      ("foreach(i = 1:3, .combine = comb) %dopar% i", ["w"]),
      ("foreach(i = 1:3, .combine = 'comb') %dopar% i", ["w"]),
      ("foreach(i = 1:3, .combine = comb) %do% i", ["w"]),
      ("foreach(i = 1:3, .combine = comb2) %dopar% i", ["scale", "w"]),
      ("foreach(i = 1:3, .combine = function(a, b) a + b * w) %dopar% i", ["w"]),
      ("foreach(i = 1:3, .final = scale) %dopar% i", ["w"]),
      ("foreach(i = 1:3, .final = function(r) if (k) scale(r)) %do% i", ["k", "scale", "w"]),
      ("foreach(i = 1:3, .combine = c) %:% foreach(j = 1:3, .combine = comb) %dopar% (i * j)", ["w"]),
      ("foreach(i = 1:3, .combine = comb) %:% foreach(j = 1:3, .final = function(r) r + k) %do% i", ["k", "w"]),
      ("foreach(i = 1:3, .combine = comb, .options.azure = list(wait = FALSE)) %dopar% i", ["w"]),
      ("foreach(i = 1:3, .combine = comb, .options.azure = list(enableCloudCombine = FALSE)) %dopar% i", ["w"]),
      ("foreach(i = 1:3, .options.azure = list(reduce = function(a, b) a + b * w)) %dopar% i", ["w"]),
      (
        "o <- list(reduce = comb2, cloudCombine = comb); foreach(i = 1:3, .options.azure = o) %dopar% i",
        ["scale", "w"]
      ),
      ("foreach(k = 1:3, .final = function(r) r + k) %dopar% 1", ["k"]),
      ("foreach(i = 1:3, .combine = comb, .noexport = 'w') %dopar% i", []),
      ("foreach(i = 1:3, .combine = c) %dopar% i", []),
    ] as [(String, [String])])
  func travel(loop: String, expected: [String]) async throws {
    #expect(try await exports(loop) == expected)
  }

  @Test("the function of setReduce takes along what it mentions, and serves where the loop names none")
  func defaultReduce() async throws {
    let host = RecordingHost(reduce: RValue(.function(source: "function(a, b) scale(a) + b")))
    #expect(try await exports("foreach(i = 1:3) %dopar% i", host: host) == ["scale", "w"])
    #expect(host.seen.loops.last?.options.azure.element("reduce") == host.reduce)
    #expect(
      try await exports("foreach(i = 1:3, .options.azure = list(wait = FALSE)) %dopar% i", host: host)
        == ["scale", "w"])
    let own = "foreach(i = 1:3, .options.azure = list(reduce = function(a, b) k)) %dopar% i"
    #expect(try await exports(own, host: host) == ["k"])
    #expect(try await exports("foreach(i = 1:3) %do% i", host: host) == [])
  }

  @Test(
    "a name that nobody knows is refused where the option is written",
    arguments: [
      ("foreach(i = 1, .combine = function(a, b) a + nowhere) %dopar% i", ".combine", 46),
      ("foreach(i = 1, .combine = lost) %dopar% i", ".combine", 27),
      ("foreach(i = 1, .combine = 'loses') %do% i", ".combine", 27),
      ("foreach(i = 1) %:% foreach(j = 1, .final = loses) %dopar% i", ".final", 44),
      ("foreach(i = 1, .options.azure = list(wait = FALSE, reduce = lost)) %dopar% i", "reduce", 61),
      ("foreach(i = 1, .options.azure = list(cloudCombine = lost)) %dopar% i", "cloudCombine", 53),
    ])
  func refused(loop: String, option: String, column: Int) async throws {
    let host = RecordingHost()
    let error = try #require(await failure(Self.session + loop, host: host))
    #expect(
      error.message == "`nowhere` is used by the function of `\(option)` but is neither a variable of this session nor "
        + "known to R; assign it first or name it in .noexport")
    #expect(error.line == 3 && error.column == column)
    #expect(host.seen.loops.isEmpty)
  }

  @Test("what this machine's R has attached is known where it combines")
  func attachedHere() async throws {
    func loop(_ options: String, _ operation: String = "%dopar%") -> String {
      "foreach(i = 1, .combine = function(a, b) fancy(a, b), .options.azure = list(\(options))) \(operation) i"
    }
    let host = RecordingHost(attached: ["fancy"])
    #expect(try await exports(loop("enableCloudCombine = FALSE"), host: host) == [])
    #expect(try await exports(loop("", "%do%"), host: host) == [])
    #expect(try await exports("foreach(i = 1) %do% fancy(i)", host: host) == [])
    for text in [loop("wait = FALSE"), "foreach(i = 1) %dopar% fancy(i)"] {
      let error = await failure(text, host: host)
      #expect(error?.message.hasPrefix("`fancy` is used by the ") == true)
    }
  }
}
