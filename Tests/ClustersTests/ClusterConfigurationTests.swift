import AzureWire
import Clusters
import Foundation
import RData
import Testing

@Suite("A cluster configuration")
struct ClusterConfigurationTests {
  private static let good = """
    {"name": "my-Pool_1", "vmSize": "Standard_D2_v2", "maxTasksPerNode": 2,
     "poolSize": {"dedicatedNodes": {"min": 1, "max": 3}, "lowPriorityNodes": {"min": 0, "max": 10},
                  "autoscaleFormula": "QUEUE"},
     "containerImage": "", "rPackages": {"cran": ["httr"], "github": ["user/repo/sub@v1"], "bioconductor": "limma"},
     "commandLine": ["apt-get install x"], "subnetId": ""}
    """

  private func read(_ json: String) throws -> ClusterConfiguration {
    try ClusterConfiguration(try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)), subject: "The file")
  }

  private func mistakes(_ json: String) -> [String] {
    let error = #expect(throws: ConfigurationMistakes.self) { try read(json) }
    return error?.list ?? []
  }

  @Test("is read with its defaults")
  func isRead() throws {
    let cluster = try read(Self.good)
    #expect(cluster.name == "my-Pool_1" && cluster.vmSize == "Standard_D2_v2" && cluster.maxTasksPerNode == 2)
    #expect(cluster.dedicatedNodes == NodeRange(min: 1, max: 3))
    #expect(cluster.lowPriorityNodes == NodeRange(min: 0, max: 10))
    #expect(cluster.algorithm == .queue && cluster.containerImage == "rocker/tidyverse:latest")
    #expect(cluster.packages == RPackages(cran: ["httr"], github: ["user/repo/sub@v1"], bioconductor: ["limma"]))
    #expect(cluster.commandLine == ["apt-get install x"] && cluster.subnetID == nil)
  }

  @Test("is read in the older form, in which a pool is part of it")
  func olderForm() throws {
    let cluster = try read(
      """
      {"pool": {"name": "old", "vmSize": "s", "maxTasksPerNode": 1,
                "poolSize": {"dedicatedNodes": {"min": 3, "max": 3}, "lowPriorityNodes": {"min": 3, "max": 3},
                             "autoscaleFormula": "WEEKEND"}},
       "rPackages": {"cran": ["httr"]}, "commandLine": []}
      """)
    #expect(cluster.name == "old" && cluster.algorithm == .weekend && cluster.packages.cran == ["httr"])
  }

  @Test("is the same as an R list")
  func list() throws {
    let range = RValue.list(["min": .number(1), "max": .int(2)])
    let list = RValue.list([
      "name": .string("p"), "vmSize": .string("s"), "maxTasksPerNode": .number(4),
      "poolSize": .list([
        "dedicatedNodes": range, "lowPriorityNodes": range, "autoscaleFormula": .string("MAX_CPU"),
      ]), "rPackages": .list(["cran": .strings(["a", "b"]), "github": .string("u/r")]), "commandLine": .list([]),
    ])
    let cluster = try ClusterConfiguration(try #require(JSONValue(list)), subject: "The list")
    #expect(cluster.dedicatedNodes == NodeRange(min: 1, max: 2) && cluster.maxTasksPerNode == 4)
    #expect(cluster.packages == RPackages(cran: ["a", "b"], github: ["u/r"]))
    #expect(JSONValue(RValue(.function(source: "function() 1"))) == nil)
  }

  @Test("tells all its mistakes at once, each with its path")
  func mistakes() {
    let all = mistakes(
      """
      {"name": "my pool", "vmSize": "", "maxTasksPerNode": 0.5, "nmae": 1,
       "poolSize": {"dedicatedNodes": {"min": 4, "max": 3}, "lowPriorityNodes": {"max": -1},
                    "autoscaleFormula": "SOMETIMES"},
       "containerImage": "a'b", "rPackages": {"cran": ["a b"], "github": ["repo"]}, "commandLine": [1]}
      """)
    for start in [
      "nmae is no entry", "name must be", "maxTasksPerNode must be a whole number from 1 on",
      "poolSize$dedicatedNodes$min is 4, which is more than poolSize$dedicatedNodes$max, 3",
      "Missing poolSize$lowPriorityNodes$min entry", "poolSize$lowPriorityNodes$max must be",
      "poolSize$autoscaleFormula is \"SOMETIMES\"", "containerImage is", "rPackages$cran holds \"a b\"",
      "rPackages$github holds \"repo\"", "commandLine must be texts",
    ] {
      #expect(all.contains { $0.hasPrefix(start) }, "\(start)")
    }
  }

  @Test("names what is missing")
  func missing() {
    #expect(
      mistakes("{}") == [
        "Missing name entry", "Missing vmSize entry", "Missing maxTasksPerNode entry", "Missing poolSize entry",
      ])
    #expect(
      mistakes(#"{"name": "a", "vmSize": "s", "maxTasksPerNode": 1, "poolSize": {}}"#) == [
        "Missing poolSize$dedicatedNodes entry", "Missing poolSize$lowPriorityNodes entry",
        "Missing poolSize$autoscaleFormula entry",
      ])
  }

  @Test("of a fixed size has one number of nodes of each kind")
  func fixed() {
    let json = Self.good.replacingOccurrences(of: "\"QUEUE\"", with: "\"FIXED\"")
    #expect(mistakes(json).count == 2)
  }

  @Test("that is generated is a valid one, once it is named")
  func template() throws {
    let cluster = try read(ClusterConfiguration.template.text)
    #expect(cluster.name == "myPoolName" && cluster.algorithm == .queue && cluster.packages.isEmpty)
  }
}

@Suite("A JSON file")
struct JSONFileTests {
  @Test(
    "that is none tells where",
    arguments: [
      ("{\"a\": 1,\n  \"b\": oops}", "near line 2, column 8"), ("{\"a\": ", "ends before"), ("[1]", "no JSON object"),
    ])
  func flaws(text: String, expected: String) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).json").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let error = #expect(throws: ClusterError.self) { try JSONFile.read(path, remedy: "make one") }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
  }

  @Test("that is missing tells the remedy")
  func missing() {
    let error = #expect(throws: ClusterError.self) { try JSONFile.read("/nonexistent.json", remedy: "make one") }
    #expect(error?.description == "The file /nonexistent.json does not exist; make one.")
  }

  @Test("that is written keeps the order of its members and escapes what JSON must")
  func isWritten() throws {
    let text = JSONText.object([("b", .string("a\"\\\n\u{1}é")), ("a", .strings(["x", "y"])), ("n", .number(3))]).text
    #expect(text == "{\n  \"b\": \"a\\\"\\\\\\n\\u0001é\",\n  \"a\": [\"x\", \"y\"],\n  \"n\": 3\n}\n")
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(value["b"] == .string("a\"\\\n\u{1}é"))
  }
}
