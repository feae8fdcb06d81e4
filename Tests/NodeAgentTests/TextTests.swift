import AzureWire
import NodeAgent
import Testing

@Suite("Words, patterns and addresses")
struct TextTests {
  @Test(
    "A command line is split as a shell splits it, without expansion",
    arguments: [
      ("a b\tc", ["a", "b", "c"]), ("  a  ", ["a"]), ("'a b' \"c d\"", ["a b", "c d"]), ("a'b'\"c\"d", ["abcd"]),
      ("'' \"\"", ["", ""]), (#"a\ b \"x\" \\"#, ["a b", "\"x\"", "\\"]), (#""a\"b\\c\d\$e""#, [#"a"b\c\d$e"#]),
      (#"'a\b'"#, [#"a\b"#]), ("$HOME *.txt ~", ["$HOME", "*.txt", "~"]), ("a\\\nb", ["ab"]),
      (
        #"/bin/bash -c "set -e; Rscript $D/w.R 1 > x.txt; wait""#,
        ["/bin/bash", "-c", "set -e; Rscript $D/w.R 1 > x.txt; wait"]
      ),
      ("é 'ü e\u{301}'", ["é", "ü e\u{301}"]), ("a\\", ["a\\"]),
    ])
  func words(line: String, words: [String]) throws {
    #expect(try CommandLineWords.split(line) == words)
  }

  @Test("A command line that is empty or has an open quotation is refused")
  func badWords() {
    #expect(throws: CommandLineWords.Failure.empty) { try CommandLineWords.split(" \n") }
    #expect(throws: CommandLineWords.Failure.openQuote("'")) { try CommandLineWords.split("a 'b") }
    #expect(throws: CommandLineWords.Failure.openQuote("\"")) { try CommandLineWords.split("a \"b\\\"") }
    #expect(throws: CommandLineWords.Failure.zeroByte) { try CommandLineWords.split("a\0b") }
  }

  @Test(
    "A wildcard matches names",
    arguments: [
      ("*", "a", true), ("*", ".a", false), (".*", ".a", true), ("*.txt", "a.txt", true), ("*.txt", "a.txt.gz", false),
      ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false), ("?", "a", true), ("?", "", false), ("?", "é", true),
      ("[abc]", "b", true), ("[a-c]x", "bx", true), ("[a-c]", "d", false), ("[!a-c]", "d", true),
      ("[!a-c]", "b", false),
      ("[]a]", "]", true), ("[a", "[a", true), ("[a-]", "-", true), ("a**b", "aXb", true), ("", "", true),
      ("*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
    ])
  func glob(pattern: String, name: String, matches: Bool) {
    #expect(GlobPattern.matches(name, pattern) == matches)
  }

  @Test("A pattern knows whether it has wildcards")
  func wildcards() {
    #expect(!GlobPattern("../stdout.txt").hasWildcard)
    #expect(GlobPattern("**/x").hasWildcard)
    #expect(GlobPattern("a[1]").hasWildcard)
  }

  @Test(
    "Variables are expanded, unknown ones kept",
    arguments: [
      ("$A.txt", "x.txt"), ("${A}b$B", "xby z"), ("$C $", "$C $"), ("${A", "${A"), ("$$A", "$x"), ("${}$", "${}$"),
    ])
  func variables(text: String, expanded: String) {
    #expect(VariableExpansion.expand(text, ["A": "x", "B": "y z"]) == expanded)
  }

  @Test("A blob of the account is sought at the service, whatever the host of its URL")
  func addresses() {
    func url(_ text: String) -> String {
      BlobAddress(text, endpoint: "http://h:1/", account: "local").url().reveal()
    }
    #expect(url("https://local.blob.core.windows.net/c/b%20x?sig=1%2F") == "http://h:1/local/c/b%20x?sig=1%2F")
    #expect(url("http://LOCAL.blob.x/c") == "http://h:1/local/c")
    #expect(url("https://locals.blob.core.windows.net/c?x") == "https://locals.blob.core.windows.net/c?x")
    #expect(url("http://127.0.0.1:999/local/c/b?sig=1") == "http://h:1/local/c/b?sig=1")
    #expect(url("https://127.0.0.1:999/local/c/b?sig=1") == "http://h:1/local/c/b?sig=1")
    #expect(url("http://127.0.0.1:999/other/c/b") == "http://127.0.0.1:999/other/c/b")
    #expect(url("https://example.org/local.blob.x/") == "https://example.org/local.blob.x/")
    let address = BlobAddress("https://local.blob.x/c?sig=SECRET", endpoint: "http://h:1", account: "local")
    #expect(!"\(address)".contains("SECRET"))
    #expect(
      address.blob("a b/ü").url(adding: [("comp", "block")]).reveal()
        == "http://h:1/local/c/a%20b/%C3%BC?sig=SECRET&comp=block")
    #expect(address.isAt("http://H:1"))
    #expect(!BlobAddress("http://h:12/x", endpoint: "", account: "").isAt("http://h:1"))
  }

  @Test("Waiting doubles up to its limit, shortened at random, and starts over after a success")
  func backoff() {
    var backoff = Backoff(first: .milliseconds(100), longest: .seconds(1))
    for limit in [100, 200, 400, 800, 1000, 1000] {
      let wait = backoff.wait()
      #expect(wait <= .milliseconds(limit) && wait >= .milliseconds(limit / 2))
    }
    backoff.reset()
    #expect(backoff.wait() <= .milliseconds(100))
  }

  @Test(
    "Paths are confined to their directory",
    arguments: [
      ("a/b", "a/b"), ("./a//b/", "a/b"), ("", nil), (".", nil), ("../a", nil), ("a/../b", nil), ("/a", nil),
      ("a\0b", nil), ("..a/b", "..a/b"),
    ] as [(String, String?)])
  func confined(path: String, expected: String?) {
    #expect(NodePaths.confined(path) == expected)
  }

  @Test("Only plain names become names of directories")
  func safe() {
    for name in ["a", "Job_1-2", "inc.prep.1", "a:b"] { #expect(NodePaths.isSafe(name)) }
    for name in ["", ".", "..", "a/b", "a b", "ä", String(repeating: "x", count: 201)] {
      #expect(!NodePaths.isSafe(name))
    }
  }

  @Test("Tasks inherit the agent's environment without its secrets, and a path")
  func inherited() {
    let inherited = TaskEnvironment.inherited(from: [
      "HOME": "/h", "R_LIBS": "/r", "AZP_NODE_TOKEN": "t", "AZ_BATCH_TASK_ID": "x", "AZURE_CLIENT_ID": "x",
      "GITHUB_TOKEN": "x", "my_password": "x", "AWS_SECRET_ACCESS_KEY": "x", "GITHUB_PAT": "x", "LANG": "de_DE",
    ])
    #expect(
      inherited == ["HOME": "/h", "R_LIBS": "/r", "LANG": "de_DE", "PATH": "/usr/local/bin:/usr/bin:/bin"])
  }
}
