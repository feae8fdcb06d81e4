import AzureWire
import Testing

@Suite("Ids and names")
struct ResourceIDTests {
  @Test(
    "ids of jobs, tasks and pools",
    arguments: [
      ("a", true), ("Job-1_x", true), (String(repeating: "a", count: 64), true), ("", false),
      (String(repeating: "a", count: 65), false), ("a b", false), ("a.b", false), ("a/b", false), ("é", false),
      ("a\n", false),
    ])
  func ids(id: String, isValid: Bool) {
    #expect(ResourceID.isValid(id) == isValid)
  }

  @Test(
    "names of containers",
    arguments: [
      ("abc", true), ("a-1", true), ("123", true), (String(repeating: "a", count: 63), true), ("ab", false),
      (String(repeating: "a", count: 64), false), ("Abc", false), ("-abc", false), ("abc-", false), ("a--b", false),
      ("unique_job_id", false), ("äbc", false),
    ])
  func containers(name: String, isValid: Bool) {
    #expect(ResourceID.isValidContainerName(name) == isValid)
  }
}
