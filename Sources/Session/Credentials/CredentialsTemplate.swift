package import Clusters

/// The file that `generateCredentialsConfig` writes, in doAzureParallel's
/// form.
package struct CredentialsTemplate: Sendable {
  /// How the account is opened, by doAzureParallel's word.
  package enum Kind: String, Sendable, CaseIterable {
    case sharedKey = "SharedKey"
    case servicePrincipal = "ServicePrincipal"
  }

  /// How the account is opened.
  package var kind: Kind
  /// What stands in the entries, by the names of the command's parameters;
  /// the others get an example, or nothing.
  package var values: [String: String]

  package init(kind: Kind, values: [String: String]) {
    self.kind = kind
    self.values = values
  }

  /// The file's contents.
  package var text: JSONText {
    .object([
      kind == .sharedKey ? ("sharedKey", sharedKey) : ("servicePrincipal", principal),
      ("githubAuthenticationToken", value("githubAuthenticationToken")),
      (
        "dockerAuthentication",
        .object([
          ("username", value("dockerUsername")), ("password", value("dockerPassword")),
          ("registry", value("dockerRegistry")),
        ])
      ),
      (
        "applicationInsights",
        .object([
          ("applicationId", value("appInsightsApplicationId")),
          ("instrumentationKey", value("appInsightInstrumentationKey")),
        ])
      ),
    ])
  }

  private var sharedKey: JSONText {
    .object([
      (
        "batchAccount",
        .object([
          ("name", value("batchAccount", "batch_account_name")), ("key", value("batchKey", "batch_account_key")),
          ("url", value("batchUrl", "batch_account_url")),
        ])
      ),
      (
        "storageAccount",
        .object([
          ("name", value("storageAccount", "storage_account_name")),
          ("key", value("storageKey", "storage_account_key")),
          ("endpointSuffix", value("storageEndpointSuffix", "core.windows.net")),
        ])
      ),
    ])
  }

  private var principal: JSONText {
    .object([
      ("tenantId", value("tenantId", "tenant_id")), ("clientId", value("clientId", "client_id")),
      ("credential", value("credential", "client_secret")),
      ("batchAccountResourceId", value("batchAccountResourceId", "batch_account_resource_id")),
      ("storageAccountResourceId", value("storageAccountResourceId", "storage_account_resource_id")),
      ("storageEndpointSuffix", value("storageEndpointSuffix", "core.windows.net")),
    ])
  }

  private func value(_ name: String, _ example: String = "") -> JSONText { .string(values[name] ?? example) }
}
