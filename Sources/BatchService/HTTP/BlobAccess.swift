/// What a client must be allowed in order to do something with blobs.
struct BlobAccess {
  /// What it is done to: the account, a container, or a blob.
  var container: String?
  var blob: String?
  /// Letters of which a signature of the container or the blob must grant
  /// one; empty where such a signature never suffices.
  ///
  /// Source: "Create a service SAS", the permissions by operation.
  var service: String
  /// The same of a signature of the account.
  ///
  /// Source: "Create an account SAS", the permissions by operation.
  var account: String

  /// The letter of what it is done to in a signature of the account.
  var resourceType: Character {
    if container == nil { return "s" }
    return blob == nil ? "c" : "o"
  }
}
