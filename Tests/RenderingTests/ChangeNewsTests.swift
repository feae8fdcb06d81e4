import Rendering
import Testing

@Suite("News of what is looked at again and again")
struct ChangeNewsTests {
  private func times(_ news: ChangeNews<Int>, _ content: (Int) -> Int) -> [Int] {
    var news = news
    return (0...100).filter { news.news(content($0), now: Double($0)) != nil }
  }

  @Test("come with each change, and else every half minute where lines are spoken")
  func beats() {
    var terminal = Terminal(
      isInputTerminal: true, isOutputTerminal: true, isErrorTerminal: true, width: 80, hasColor: false)
    #expect(times(ChangeNews(terminal: terminal)) { _ in 1 } == [0])
    terminal.isAccessible = true
    #expect(times(ChangeNews(terminal: terminal)) { _ in 1 } == [0, 30, 60, 90])
    #expect(times(ChangeNews(terminal: terminal)) { $0 < 50 ? 1 : 2 } == [0, 30, 50, 80])
    terminal.isErrorTerminal = false
    #expect(times(ChangeNews(terminal: terminal)) { $0 < 50 ? 1 : 2 } == [0, 50])
  }

  @Test("tell a change from a sign of life")
  func kinds() {
    var news = ChangeNews<Int>(heartbeat: 30)
    let kinds = [news.news(1, now: 0), news.news(1, now: 29), news.news(1, now: 30), news.news(2, now: 31)]
    #expect(kinds == [.change, nil, .heartbeat, .change])
  }
}
