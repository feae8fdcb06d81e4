import Foundation
import RData
import Rendering
import Testing

@testable import Commands

@Suite("A timeline as PNG")
struct TimelinePNGTests {
  private let timeline = Timeline(
    title: "job", bars: [Timeline.Bar(label: "1", group: "a", start: 0, end: 10, kind: .succeeded)])

  private func bytes(writing text: String?) async throws -> Data {
    try await TimelinePNG(timeline).bytes { _, variables in
      let file = try #require(variables.first { $0.name == "file" }?.value.asString)
      if let text { try text.write(toFile: file, atomically: false, encoding: .utf8) }
      return .null
    }
  }

  @Test("is what R has written")
  func written() async throws {
    #expect(try await bytes(writing: "picture") == Data("picture".utf8))
  }

  @Test("is refused when R writes none, or an empty one, without an error", arguments: [nil, ""])
  func missing(text: String?) async {
    await #expect(throws: TimelinePNG.Failure(reason: "which has written no picture here; make its png() work")) {
      try await bytes(writing: text)
    }
  }
}
