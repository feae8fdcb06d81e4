import AzureWire
import Clusters
import Foundation
import Session
import Testing

@Suite("Credentials")
struct CredentialsTests {
  private func read(_ json: String) throws -> CredentialsConfiguration {
    try CredentialsConfiguration(
      try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)), subject: "The credentials file c.json")
  }

  private static let accounts = """
    "batchAccount": {"name": "b", "key": "a2V5", "url": "https://b.west.batch.azure.com"},
    "storageAccount": {"name": "s", "key": "a2V5"}
    """

  @Test(
    "of shared keys are read, in doAzureParallel's older flat form too",
    arguments: ["{\"sharedKey\": {\(accounts)}, \"githubAuthenticationToken\": \"t\"}", "{\(accounts)}"])
  func sharedKey(json: String) throws {
    let credentials = try read(json)
    guard case .sharedKey(let batch, let storage) = credentials.kind else {
      Issue.record("no shared key")
      return
    }
    #expect(batch.name == "b" && batch.endpoint == "https://b.west.batch.azure.com")
    #expect(storage.endpoint == "https://s.blob.core.windows.net")
    guard case .given(let key) = batch.key else {
      Issue.record("no key")
      return
    }
    #expect(key.reveal() == "a2V5")
    #expect(!"\(credentials)".contains("a2V5"))
    #expect((credentials.secrets.githubToken != nil) == json.contains("github"))
  }

  @Test("of a service principal are read")
  func principal() throws {
    let credentials = try read(
      """
      {"servicePrincipal": {"tenantId": "t", "clientId": "c", "credential": "hush",
        "batchAccountResourceId": "/subscriptions/b", "storageAccountResourceId": "/subscriptions/s",
        "storageEndpointSuffix": "core.chinacloudapi.cn"},
       "dockerAuthentication": {"username": "me", "password": "hush", "registry": "r"}}
      """)
    guard case .servicePrincipal(let principal) = credentials.kind else {
      Issue.record("no service principal")
      return
    }
    #expect(principal.tenantID == "t" && principal.storageEndpointSuffix == "core.chinacloudapi.cn")
    #expect(credentials.secrets.registry?.server == "r")
    #expect(!"\(credentials)".contains("hush"))
  }

  @Test("tell all their mistakes at once")
  func mistakes() {
    let error = #expect(throws: ConfigurationMistakes.self) {
      try read(
        """
        {"sharedKey": {"batchAccount": {"key": "x", "keyCommand": "y", "url": "ftp://x"}, "storageAcount": {}},
         "dockerAuthentication": {"username": "me"}}
        """)
    }
    let list = error?.list ?? []
    for start in [
      "sharedKey$storageAcount is no entry", "sharedKey$batchAccount$url is \"ftp://x\"",
      "Missing sharedKey$batchAccount$name entry", "sharedKey$batchAccount holds more than one of key",
      "Missing sharedKey$storageAccount$name entry", "dockerAuthentication needs both",
    ] {
      #expect(list.contains { $0.hasPrefix(start) }, "\(start): \(list)")
    }
    #expect(throws: ConfigurationMistakes.self) { try read("{}") }
  }

  @Test("know what other tools call an entry, and what was nearly written")
  func otherNames() {
    let error = #expect(throws: ConfigurationMistakes.self) {
      try read(#"{"servicePrincipal": {"clientSecret": "x", "tenantID": "t"}}"#)
    }
    let list = error?.list ?? []
    for (entry, meant) in [("clientSecret", "credential"), ("tenantID", "tenantId")] {
      #expect(
        list.contains("servicePrincipal$\(entry) is no entry that is known here; did you mean `\(meant)`?"), "\(list)")
    }
  }

  @Test("that are generated can be read once they are filled in", arguments: CredentialsTemplate.Kind.allCases)
  func template(kind: CredentialsTemplate.Kind) throws {
    let text = CredentialsTemplate(kind: kind, values: ["batchUrl": "https://b.azure.com", "batchKey": "k"]).text.text
    switch try read(text).kind {
    case .sharedKey(let batch, _):
      #expect(kind == .sharedKey && batch.endpoint == "https://b.azure.com" && batch.name == "batch_account_name")
    case .servicePrincipal(let principal): #expect(kind == .servicePrincipal && principal.tenantID == "tenant_id")
    }
  }
}

@Suite("A credentials file")
struct CredentialsFileTests {
  private func withFile(mode: Int, _ body: (CredentialsFile) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.path + "/credentials-\(UUID().uuidString).json"
    let file = CredentialsFile(path: path)
    let text = CredentialsTemplate(kind: .servicePrincipal, values: [:]).text.text
    #expect(try file.write(text))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    try body(file)
  }

  @Test("is written for its owner alone, and never over another one")
  func isPrivate() throws {
    let path = FileManager.default.temporaryDirectory.path + "/credentials-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try CredentialsFile(path: path).write("one"))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try CredentialsFile(path: path).write("two") == false)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "one")
  }

  @Test("that others can read is warned of, one that others can change is refused")
  func modes() throws {
    try withFile(mode: 0o600) { file in
      _ = try file.read()
      #expect(file.warning == nil)
    }
    try withFile(mode: 0o644) { file in
      _ = try file.read()
      #expect(file.warning?.contains("(mode 644); `chmod 600") == true)
    }
    try withFile(mode: 0o620) { file in
      let error = #expect(throws: SessionError.self) { try file.read() }
      #expect(error?.kind == .authentication)
    }
  }
}

@Suite("The cluster of a session")
struct ActiveClusterTests {
  @Test("knows its image, also when doAzureParallel made it")
  func image() {
    var pool = BatchPool(id: "p")
    #expect(ActiveCluster(pool) == ActiveCluster(id: "p"))
    var machine = VirtualMachineConfiguration(imageReference: ImageReference(), nodeAgentSKUId: "a")
    machine.containerConfiguration = .object(["containerImageNames": .array([.string("first"), .string("second")])])
    pool.virtualMachineConfiguration = machine
    #expect(ActiveCluster(pool).containerImage == "first")
    pool.metadata = [NameValue(name: "containerImage", value: "noted")]
    #expect(ActiveCluster(pool).containerImage == "noted")
  }
}
