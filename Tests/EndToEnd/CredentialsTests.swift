import Foundation
import Testing

@Suite("Credentials")
struct CredentialsTests {
  /// What `azp credentials` tells, as files of the home: `keys.json`, and
  /// `principal.json` where the service speaks TLS.
  private func writeCredentials(_ home: Home) async throws -> [String: Any] {
    let outcome = try await home.azp("credentials", "--format", "json")
    let all = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any] ?? [:]
    for (name, entry) in [("keys.json", "sharedKey"), ("principal.json", "servicePrincipal")] {
      guard let value = all[entry] else { continue }
      try write([entry: value], to: name, home)
    }
    return all
  }

  private func write(_ value: [String: Any], to name: String, _ home: Home, mode: Int = 0o600) throws {
    let path = "\(home.workDirectory)/\(name)"
    try JSONSerialization.data(withJSONObject: value).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  @Test("of a key, from a file, a variable and a command, open the account; a wrong key does not")
  func sharedKey() async throws {
    try await Home.use { home in
      let all = try await writeCredentials(home)
      let use =
        "setCredentials('keys.json'); getCluster('local'); x <- foreach(i = 1:2, .combine = c) %dopar% i; cat(x)"
      let plain = try await home.script(use)
      #expect(
        plain.status == 0 && plain.output.contains("Batch Account: local\nBatch Account Url: http://127"), "\(plain)")
      #expect(plain.output.hasSuffix("1 2") && plain.output.contains("Your credentials have been successfully set."))

      var accounts = try #require(all["sharedKey"] as? [String: [String: String]])
      let key = try #require(accounts["batchAccount"]?["key"])
      #expect(!plain.output.contains(key) && !plain.errors.contains(key))
      accounts["batchAccount"]?["key"] = nil
      accounts["batchAccount"]?["keyCommand"] = "head -1 key.txt; echo more"
      accounts["storageAccount"]?["key"] = nil
      accounts["storageAccount"]?["keyVariable"] = "MY_KEY"
      try write(["sharedKey": accounts], to: "elsewhere.json", home)
      try home.write(key + "\n", to: "key.txt")
      let script = "setCredentials('elsewhere.json'); cat(nrow(getClusterList()), nrow(listStorageContainers()) >= 0)"
      let elsewhere = try await home.script(script, environment: ["MY_KEY": key])
      #expect(elsewhere.status == 0 && elsewhere.output.hasSuffix("1 TRUE"), "\(elsewhere)")
      let unset = try await home.script(script)
      #expect(unset.status == 4 && unset.errors.contains("the variable MY_KEY is not set"), "\(unset)")

      accounts["batchAccount"]?["keyCommand"] = "echo d3Jvbmc="
      try write(["sharedKey": accounts], to: "wrong.json", home, mode: 0o644)
      let wrong = try await home.script(
        "setCredentials('wrong.json'); getClusterList()", environment: ["MY_KEY": key])
      #expect(wrong.status == 4 && wrong.errors.contains("did not accept the key of account \"local\""), "\(wrong)")
      #expect(wrong.errors.contains("Others can read the credentials file wrong.json (mode 644)"), "\(wrong)")
    }
  }

  @Test("of an account in Azure lead to the same retry of what failed")
  func retry() async throws {
    try await Home.use { home in
      _ = try await writeCredentials(home)
      let outcome = try await home.script(
        """
        setCredentials('keys.json')
        cluster <- getCluster('local')
        gate <- "\(home.workDirectory)/put-right"
        job <- foreach(i = 1:3, .options.azure = list(job = 'far', wait = FALSE, maxTaskRetryCount = 0)) %dopar% {
          if (i == 2 && !file.exists(gate)) stop("not yet")
          i * 5
        }
        waitForJob(job)
        x <- file.create(gate)
        retryJob(job)
        waitForJob(job)
        cat(unlist(getJobResult(job)))
        """)
      #expect(outcome.status == 0 && outcome.output.hasSuffix("5 10 15"), "\(outcome)")
      #expect(outcome.errors.contains("Task 2 runs once more in the job `far`"), "\(outcome)")
    }
  }

  /// Starts the service of the home in the foreground, with TLS; the home
  /// ends it.
  private func startSecureService(_ home: Home) throws {
    let log = home.workDirectory + "/serve.log"
    try "".write(toFile: log, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Home.program)
    process.arguments = ["serve", "--tls", "--data", home.stateDirectory]
    process.currentDirectoryURL = URL(fileURLWithPath: home.workDirectory)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: log)
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  @Test("of a service principal open the account, over TLS, from the look-up to the result of a loop")
  func servicePrincipal() async throws {
    try await Home.use { home in
      try startSecureService(home)
      try await eventually("the service is ready") { home.text(of: "serve.log").contains("tlsEndpoint") }
      let all = try await writeCredentials(home)
      let principal = try #require(all["servicePrincipal"] as? [String: String])
      let secret = try #require(principal["credential"])
      let outcome = try await home.script(
        """
        setHttpTraffic(TRUE)
        setCredentials("principal.json", environment = "Azure")
        tryCatch(foreach(i = 1:1) %dopar% i, error = function(e) cat(conditionMessage(e), "\\n"))
        getCluster("local", verbose = FALSE)
        x <- foreach(i = 1:3, .combine = c) %dopar% { i * 10 }
        cat("values", x, "\\n")
        session
        session reset yes
        session
        """)
      #expect(outcome.output.contains("(service principal, token valid until 20"), "\(outcome)")
      #expect(outcome.status == 0, "\(outcome)")
      for text in ["Batch Account Resource Id: /subscriptions/", "No cluster is registered", "values 10 20 30 \n"] {
        #expect(outcome.output.contains(text), "\(outcome)")
      }
      #expect(outcome.output.contains("service:  http://127.0.0.1:"))
      // The token's endpoint, the look-ups, and everything after over TLS.
      for text in ["/oauth2/v2.0/token 200", "/listKeys?api-version=2023-05-01 200", "POST https://127.0.0.1:"] {
        #expect(outcome.errors.contains(text), "\(outcome)")
      }
      #expect(!outcome.errors.contains(secret) && !outcome.output.contains(secret))

      var wrong = principal
      wrong["credential"] = "wrong"
      try write(["servicePrincipal": wrong], to: "wrong.json", home)
      let refused = try await home.script("setCredentials('wrong.json')")
      #expect(refused.status == 4 && refused.errors.contains("gave application"), "\(refused)")
    }
  }

  @Test("are generated once, private to the user, and told apart from finished ones")
  func generated() async throws {
    try await Home.use { home in
      let made = try await home.script(
        "generateCredentialsConfig('c.json', batchAccount = 'mine'); generateCredentialsConfig('c.json'); "
          + "generateClusterConfig('cluster.json')")
      #expect(made.status == 0 && made.errors.contains("The file c.json exists already"), "\(made)")
      #expect(home.text(of: "c.json").contains("\"name\": \"mine\""))
      let mode = try FileManager.default.attributesOfItem(atPath: home.workDirectory + "/c.json")[.posixPermissions]
      #expect(mode as? Int == 0o600)
      let unfinished = try await home.script("setCredentials('c.json')")
      #expect(unfinished.status == 1 && unfinished.errors.contains("sharedKey$batchAccount$url is"), "\(unfinished)")
      let missing = try await home.script("setCredentials('none.json')")
      #expect(missing.errors.contains("`generateCredentialsConfig(\"none.json\")` makes one"), "\(missing)")
    }
  }
}
