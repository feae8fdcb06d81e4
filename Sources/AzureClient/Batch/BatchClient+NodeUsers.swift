public import AzureWire

extension BatchClient {
  /// Makes a user on a node, who may log in there.
  public func addNodeUser(pool: String, node: String, _ user: NodeUser) async throws {
    let body = NodeUserBody(name: user.name, isAdmin: user.isAdmin, user)
    _ = try await service.perform(
      try call(
        "POST", ["pools", pool, "nodes", node, "users"], verb: "add a user to", .node(pool: pool, id: node),
        body: body))
  }

  /// Sets password, key and expiry of a user; what is nil is taken away.
  public func replaceNodeUser(pool: String, node: String, _ user: NodeUser) async throws {
    _ = try await service.perform(
      try call(
        "PUT", ["pools", pool, "nodes", node, "users", user.name], verb: "change a user of",
        .node(pool: pool, id: node), body: NodeUserBody(name: nil, isAdmin: nil, user)))
  }

  /// Takes a user away from a node.
  public func deleteNodeUser(pool: String, node: String, name: String) async throws {
    _ = try await service.perform(
      try call(
        "DELETE", ["pools", pool, "nodes", node, "users", name], verb: "delete a user of",
        .node(pool: pool, id: node)))
  }
}

/// A user of a node.
public struct NodeUser: Sendable {
  /// What the user logs in as.
  public var name: String
  /// Whether the user may become root.
  public var isAdmin: Bool
  /// A day from now unless given.
  public var expiryTime: Timestamp?
  public var password: Secret<String>?
  /// In the form of `authorized_keys`.
  public var sshPublicKey: String?

  /// A user without a password or key yet.
  public init(name: String, isAdmin: Bool = false) {
    self.name = name
    self.isAdmin = isAdmin
  }
}

/// The body that makes or changes a user, the one place where the password is
/// written.
private struct NodeUserBody: Encodable, Sendable {
  var name: String?
  var isAdmin: Bool?
  var expiryTime: Timestamp?
  var password: String?
  var sshPublicKey: String?

  init(name: String?, isAdmin: Bool?, _ user: NodeUser) {
    self.name = name
    self.isAdmin = isAdmin
    expiryTime = user.expiryTime
    password = user.password?.reveal()
    sshPublicKey = user.sshPublicKey
  }
}
