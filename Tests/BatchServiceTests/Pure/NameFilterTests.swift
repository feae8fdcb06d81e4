import BatchService
import Testing

@Suite("Filters of files")
struct NameFilterTests {
  @Test("files are filtered by the beginning of their names")
  func names() throws {
    #expect(try NameFilter(nil).matches("a") && NameFilter(" ").matches("a"))
    let filter = try NameFilter("startswith(name,'wd/') or startswith(NAME,'std')")
    #expect(["wd/a", "stdout.txt", "a", "Wd/a"].map(filter.matches) == [true, true, false, false])
    let both = try NameFilter("startswith(name,'a') and startswith(name,'ab')")
    #expect(both.matches("abc") && !both.matches("ac"))
  }

  @Test("any other filter is refused", arguments: ["name eq 'a'", "startswith(url,'a')", "startswith(name", "x"])
  func refused(text: String) {
    #expect(throws: WireError.self) { try NameFilter(text) }
  }
}
