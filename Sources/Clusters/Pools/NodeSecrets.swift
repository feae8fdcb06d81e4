package import AzureWire

/// What the nodes of a cluster need to fetch images and packages that are not
/// public.
package struct NodeSecrets: Sendable {
  /// An account of a registry of Docker images.
  package struct Registry: Sendable {
    /// As whom the registry is asked.
    package var username: String
    /// What the registry wants to see.
    package var password: Secret<String>
    /// Docker Hub when nil.
    package var server: String?

    package init(username: String, password: Secret<String>, server: String?) {
      self.username = username
      self.password = password
      self.server = server
    }
  }

  /// Opens private repositories; nil for none.
  package var githubToken: Secret<String>?
  /// Where container images come from; nil for Docker Hub without a login.
  package var registry: Registry?

  package init(githubToken: Secret<String>? = nil, registry: Registry? = nil) {
    self.githubToken = githubToken
    self.registry = registry
  }
}
