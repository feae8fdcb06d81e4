import Foundation
import Testing

/// A terminal that keeps rows it has cleared, and brings them back when it gets
/// wider, which the screen of the other tests does not do.
@Suite(
  "A line that is edited in tmux", .sharedHome,
  .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/tmux")))
struct TmuxTests {
  private static let line = #"x <- c("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbb", "ccccccccccccccccc", "ddddddddd")"#

  @Test("is there once after the window got narrower and then wider", arguments: [(80, 50, 100), (30, 45, 90)])
  func widens(first: Int, second: Int, last: Int) async throws {
    let home = try SharedHome.current
    func tmux(_ arguments: String...) async throws -> String {
      let socket = ["-S", "\(home.directory)/tmux-\(first)"]
      return try await home.run("/usr/bin/tmux", socket + arguments, deadline: .seconds(90)).output
    }
    func screen() async throws -> [String] {
      try await tmux("capture-pane", "-p", "-t", "azp").split(separator: "\n").map(String.init)
    }
    _ = try await tmux(
      "new-session", "-d", "-s", "azp", "-x", "\(first)", "-y", "20", "\(Home.program) --no-init")
    try await eventually("the prompt is there") { try await screen().first?.hasPrefix("azp>") == true }
    _ = try await tmux("send-keys", "-t", "azp", "-l", Self.line)
    let whole = "azp> " + Self.line
    for width in [first, second, last] {
      _ = try await tmux("resize-window", "-t", "azp", "-x", "\(width)", "-y", "20")
      // A row that ends with a space is shown without it.
      try await eventually("the line is shown once at \(width) columns") {
        let shown = try await screen()
        return shown.joined().filter { $0 != " " } == whole.filter { $0 != " " }
          && shown.count == (whole.count + width - 1) / width
      }
    }
    _ = try await tmux("kill-server")
  }
}
