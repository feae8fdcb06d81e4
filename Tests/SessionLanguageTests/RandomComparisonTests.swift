import Foundation
import SessionLanguage
import Testing

@Suite("Random programs mean what they mean in R", .enabled(if: RealR.isThere))
struct RandomComparisonTests {
  /// `AZP_TEST_SEED` and `AZP_TEST_PROGRAMS` in the environment change seed
  /// and number, to search for more.
  private static func setting(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  @Test("the same value, warning or error for more than a thousand programs")
  func sameValues() async throws {
    let seed = UInt64(Self.setting("AZP_TEST_SEED") ?? 20_170_714)
    let count = Self.setting("AZP_TEST_PROGRAMS") ?? 1_500
    var generator = RandomExpressions(seed: seed)
    let lines = (0..<count).map { _ in generator.next() }
    let report = try await RComparison.compare(lines, sharesSession: false, mayLeave: true)
    let own = report.compared - report.leftToR.count
    print(
      "\(report.compared) random programs with seed \(seed): \(own) evaluated by azp, \(report.leftToR.count) left to R, "
        + "\(report.differences.count) not as in R")
    if Self.setting("AZP_TEST_SEED") != nil { print(report.leftToR.map { "left: \($0)" }.joined(separator: "\n")) }
    #expect(report.differences.isEmpty, "seed \(seed):\n\(report.differences.joined(separator: "\n"))")
    #expect(own > count / 2)
  }
}
