package import AzureWire
package import Clusters

/// What a credentials file says: doAzureParallel's entries, its older flat
/// form, and azp's own for services that are not Azure's.
package struct CredentialsConfiguration: Sendable {
  /// An account opened by its key.
  package struct Account: Sendable {
    /// The account's name.
    package var name: String
    /// Where the account's key comes from.
    package var key: KeySource
    /// Where it answers.
    package var endpoint: String
  }

  /// A service principal, and the accounts that it opens.
  package struct Principal: Sendable {
    /// The directory that knows the principal.
    package var tenantID: String
    /// The application that the principal stands for.
    package var clientID: String
    /// Where the principal's secret comes from.
    package var secret: KeySource
    package var batchAccountResourceID: String
    package var storageAccountResourceID: String
    /// In place of the cloud's own.
    package var storageEndpointSuffix: String?
    /// azp's own: where tokens are issued and accounts are looked up, for a
    /// service that is no cloud of Azure's.
    package var authority: String?
    /// azp's own: certificates in PEM that are trusted beside the system's.
    package var certificateFile: String?
  }

  /// How the account is opened.
  package enum Kind: Sendable {
    case sharedKey(batch: Account, storage: Account)
    case servicePrincipal(Principal)
  }

  /// How the account is opened.
  package var kind: Kind
  /// What nodes of new clusters need to know.
  package var secrets: NodeSecrets

  /// - Parameter subject: what holds the credentials, as the start of a
  ///   sentence: `The credentials file az_config.json`.
  /// - Throws: ``ConfigurationMistakes``.
  package init(_ value: JSONValue, subject: String) throws(ConfigurationMistakes) {
    var reader = ConfigurationReader()
    let root = ConfigurationNode(value)
    let isFlat = root["sharedKey"].isMissing && root["servicePrincipal"].isMissing
    let flatNames = isFlat ? ["batchAccount", "storageAccount"] : []
    reader.allow(
      ["sharedKey", "servicePrincipal", "githubAuthenticationToken", "dockerAuthentication", "applicationInsights"]
        + flatNames, in: root)
    if root["sharedKey"].isMissing, !root["servicePrincipal"].isMissing {
      kind = .servicePrincipal(Self.principal(root["servicePrincipal"], &reader))
    } else if isFlat, root["batchAccount"].isMissing {
      throw ConfigurationMistakes(subject: subject, list: ["Missing sharedKey or servicePrincipal entry"])
    } else {
      let node = isFlat ? root : root["sharedKey"]
      if !isFlat { reader.allow(["batchAccount", "storageAccount"], in: node) }
      kind = .sharedKey(
        batch: Self.batchAccount(node["batchAccount"], &reader),
        storage: Self.storageAccount(node["storageAccount"], &reader))
    }
    secrets = Self.secrets(root, &reader)
    try reader.finish(subject)
  }

  /// As Azure's own tools call what an account has.
  private static let accountNames = [
    "accountname": "name", "accountkey": "key", "accesskey": "key", "accounturl": "url", "accountendpoint": "url",
  ]
  /// The same of a service principal.
  private static let principalNames = [
    "clientsecret": "credential", "secret": "credential", "password": "credential", "key": "credential",
    "tenant": "tenantId", "appid": "clientId", "applicationid": "clientId",
  ]

  private static func batchAccount(_ node: ConfigurationNode, _ reader: inout ConfigurationReader) -> Account {
    reader.allow(["name", "url"] + KeySource.names("key"), in: node, others: accountNames)
    let url = reader.text(node["url"])
    if !url.isEmpty, !url.lowercased().hasPrefix("http://"), !url.lowercased().hasPrefix("https://") {
      reader.refuse(node["url"], "is \"\(url)\"; write it as https://name.region.batch.azure.com")
    }
    return Account(
      name: reader.text(node["name"]),
      key: KeySource(node, "key", variable: "AZURE_BATCH_ACCESS_KEY", &reader), endpoint: url)
  }

  private static func storageAccount(_ node: ConfigurationNode, _ reader: inout ConfigurationReader) -> Account {
    reader.allow(["name", "endpointSuffix", "endpoint"] + KeySource.names("key"), in: node, others: accountNames)
    let name = reader.text(node["name"])
    let suffix = reader.optionalText(node["endpointSuffix"]) ?? "core.windows.net"
    return Account(
      name: name, key: KeySource(node, "key", variable: "AZURE_STORAGE_KEY", &reader),
      endpoint: reader.optionalText(node["endpoint"]) ?? "https://\(name).blob.\(suffix)")
  }

  private static func principal(_ node: ConfigurationNode, _ reader: inout ConfigurationReader) -> Principal {
    reader.allow(
      [
        "tenantId", "clientId", "batchAccountResourceId", "storageAccountResourceId", "storageEndpointSuffix",
        "authority", "certificateFile", "batchUrl", "blobEndpoint",
      ] + KeySource.names("credential"), in: node, others: principalNames)
    return Principal(
      tenantID: reader.text(node["tenantId"]), clientID: reader.text(node["clientId"]),
      secret: KeySource(node, "credential", variable: "AZURE_CLIENT_SECRET", &reader),
      batchAccountResourceID: reader.text(node["batchAccountResourceId"]),
      storageAccountResourceID: reader.text(node["storageAccountResourceId"]),
      storageEndpointSuffix: reader.optionalText(node["storageEndpointSuffix"]),
      authority: reader.optionalText(node["authority"]),
      certificateFile: reader.optionalText(node["certificateFile"]))
  }

  private static func secrets(_ root: ConfigurationNode, _ reader: inout ConfigurationReader) -> NodeSecrets {
    let docker = root["dockerAuthentication"]
    reader.allow(["username", "password", "registry"], in: docker)
    let username = reader.optionalText(docker["username"])
    let password = reader.optionalText(docker["password"])
    let server = reader.optionalText(docker["registry"])
    if (username == nil) != (password == nil) {
      reader.refuse(docker, "needs both a username and a password")
    }
    let registry = username.flatMap { username in
      password.map { NodeSecrets.Registry(username: username, password: Secret($0), server: server) }
    }
    return NodeSecrets(
      githubToken: reader.optionalText(root["githubAuthenticationToken"]).map { Secret($0) }, registry: registry)
  }
}
