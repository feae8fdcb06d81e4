import BatchService
import Testing

@Suite("Shapes of paths")
struct PathPatternTests {
  @Test("a star stands for one segment, whatever is in it")
  func star() {
    let pattern = PathPattern("jobs/*/tasks/*")
    #expect(pattern.match(["jobs", "a", "tasks", "b/c"]) == ["a", "b/c"])
    #expect(pattern.match(["jobs", "a", "tasks"]) == nil)
    #expect(pattern.match(["jobs", "a", "tasks", "b", "c"]) == nil)
    #expect(pattern.match(["Jobs", "a", "tasks", "b"]) == nil)
    #expect(pattern.match([]) == nil)
  }

  @Test("two stars stand for all that is left, at least one segment")
  func tail() {
    let pattern = PathPattern("jobs/*/files/**")
    #expect(pattern.match(["jobs", "a", "files", "wd", "x"]) == ["a", "wd/x"])
    #expect(pattern.match(["jobs", "a", "files", "x"]) == ["a", "x"])
    #expect(pattern.match(["jobs", "a", "files"]) == nil)
  }
}
