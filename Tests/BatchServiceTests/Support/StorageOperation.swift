/// An operation of Azure Storage with the parameters that its description
/// defines.
///
/// Source: "Blob service REST API", version 2026-10-06.
struct StorageOperation: Sendable {
  var name: String
  var method: String
  /// With `C` for the container.
  var target: String
  /// What makes the request this operation.
  var headers: [(String, String)]
  var body: String?
  /// Names of query parameters and headers.
  var parameters: [String]

  init(
    _ name: String, _ method: String, _ target: String, headers: [(String, String)] = [], body: String? = nil,
    _ parameters: [String]...
  ) {
    self.name = name
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.parameters = parameters.flatMap { $0 }
  }

  private static let conditions = ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"]
  private static let times = ["If-Modified-Since", "If-Unmodified-Since"]
  private static let lease = ["x-ms-lease-id"]
  private static let tags = ["x-ms-if-tags"]
  private static let keys = [
    "x-ms-encryption-key", "x-ms-encryption-key-sha256", "x-ms-encryption-algorithm", "x-ms-encryption-scope",
  ]
  private static let version = ["snapshot", "versionid"]
  private static let content = [
    "x-ms-blob-content-type", "x-ms-blob-content-md5", "x-ms-blob-content-encoding", "x-ms-blob-content-language",
    "x-ms-blob-content-disposition", "x-ms-blob-cache-control",
  ]
  private static let meta = ["x-ms-meta-probe"]
  private static let sums = [
    "Content-MD5", "x-ms-content-crc64", "x-ms-structured-body", "x-ms-structured-content-length",
  ]
  private static let holds = [
    "x-ms-immutability-policy-mode", "x-ms-immutability-policy-until-date", "x-ms-legal-hold", "x-ms-tags",
    "x-ms-access-tier",
  ]
  private static let source = [
    "x-ms-source-if-match", "x-ms-source-if-none-match", "x-ms-source-if-modified-since",
    "x-ms-source-if-unmodified-since", "x-ms-source-content-md5", "x-ms-copy-source-authorization",
    "x-ms-file-request-intent", "x-ms-source-encryption-key", "x-ms-source-encryption-key-sha256",
    "x-ms-source-encryption-algorithm", "x-ms-source-if-tags", "x-ms-copy-source-tag-option",
  ]
  private static let list = ["prefix", "marker", "maxresults", "include", "startFrom", "endBefore"]
  private static let blockBlob = ("x-ms-blob-type", "BlockBlob")
  /// Where a test keeps a blob to copy.
  static let copySource = ("x-ms-copy-source", "SOURCE")

  static let account = [
    StorageOperation("List Containers", "GET", "/local/?comp=list", ["prefix", "marker", "maxresults", "include"]),
    StorageOperation("Get Account Information", "GET", "/local/?restype=account&comp=properties", []),
    StorageOperation("Get Blob Service Properties", "GET", "/local/?restype=service&comp=properties", []),
    StorageOperation("Set Blob Service Properties", "PUT", "/local/?restype=service&comp=properties", body: "<a/>", []),
    StorageOperation("Get Blob Service Stats", "GET", "/local/?restype=service&comp=stats", []),
    StorageOperation("Get User Delegation Key", "POST", "/local/?restype=service&comp=userdelegationkey", body: "", []),
    StorageOperation("Blob Batch", "POST", "/local/?comp=batch", body: "", []),
    StorageOperation("Find Blobs by Tags", "GET", "/local/?comp=blobs", ["where", "marker", "maxresults", "include"]),
  ]

  static let container = [
    StorageOperation(
      "Create Container", "PUT", "/local/C-new?restype=container", body: "", meta,
      ["x-ms-blob-public-access", "x-ms-default-encryption-scope", "x-ms-deny-encryption-scope-override"]),
    StorageOperation("Get Container Properties", "GET", "/local/C?restype=container", lease),
    StorageOperation("Delete Container", "DELETE", "/local/C?restype=container", times, lease),
    StorageOperation(
      "Set Container Metadata", "PUT", "/local/C?restype=container&comp=metadata", body: "", ["If-Modified-Since"],
      lease, meta),
    StorageOperation("Get Container ACL", "GET", "/local/C?restype=container&comp=acl", lease),
    StorageOperation(
      "Set Container ACL", "PUT", "/local/C?restype=container&comp=acl", body: "", times, lease,
      ["x-ms-blob-public-access"]),
    StorageOperation("Restore Container", "PUT", "/local/C?restype=container&comp=undelete", body: "", []),
    StorageOperation("Rename Container", "PUT", "/local/C?restype=container&comp=rename", body: "", []),
    StorageOperation("Lease Container", "PUT", "/local/C?restype=container&comp=lease", body: "", times, lease),
    StorageOperation("List Blobs", "GET", "/local/C?restype=container&comp=list", list, ["delimiter"]),
    StorageOperation("Find Blobs in a Container", "GET", "/local/C?restype=container&comp=blobs", ["where"]),
    StorageOperation("Container Account Information", "GET", "/local/C?restype=account&comp=properties", []),
  ]

  static let blob = [
    StorageOperation(
      "Get Blob", "GET", "/local/C/b", version, conditions, lease, tags, keys,
      ["x-ms-range", "x-ms-range-get-content-md5", "x-ms-range-get-content-crc64", "x-ms-structured-body"]),
    StorageOperation("Get Blob Properties", "HEAD", "/local/C/b", version, conditions, lease, tags, keys),
    StorageOperation("Get Blob Metadata", "GET", "/local/C/b?comp=metadata", version, conditions, lease, tags, keys),
    StorageOperation(
      "Get Block List", "GET", "/local/C/b?comp=blocklist", ["snapshot", "blocklisttype"], lease, tags),
    StorageOperation(
      "Delete Blob", "DELETE", "/local/C/b", version, ["deletetype", "x-ms-delete-snapshots"], conditions, lease, tags,
      ["x-ms-access-tier-if-modified-since", "x-ms-access-tier-if-unmodified-since"]),
    StorageOperation(
      "Set Blob Properties", "PUT", "/local/C/b?comp=properties", body: "", conditions, lease, tags, content),
    StorageOperation(
      "Set Blob Metadata", "PUT", "/local/C/b?comp=metadata", body: "", conditions, lease, tags, keys, meta),
    StorageOperation("Get Blob Tags", "GET", "/local/C/b?comp=tags", version, lease, tags),
    StorageOperation("Set Blob Tags", "PUT", "/local/C/b?comp=tags", body: "", lease, tags, sums),
    StorageOperation("Lease Blob", "PUT", "/local/C/b?comp=lease", body: "", conditions, lease, tags),
    StorageOperation("Snapshot Blob", "PUT", "/local/C/b?comp=snapshot", body: "", conditions, lease, tags, keys, meta),
    StorageOperation("Set Blob Tier", "PUT", "/local/C/b?comp=tier", body: "", version, lease, tags, holds),
    StorageOperation("Set Blob Expiry", "PUT", "/local/C/b?comp=expiry", body: "", []),
    StorageOperation(
      "Set Immutability Policy", "PUT", "/local/C/b?comp=immutabilityPolicies", body: "", version, holds),
    StorageOperation("Delete Immutability Policy", "DELETE", "/local/C/b?comp=immutabilityPolicies", version),
    StorageOperation("Set Legal Hold", "PUT", "/local/C/b?comp=legalhold", body: "", version, holds),
    StorageOperation("Undelete Blob", "PUT", "/local/C/b?comp=undelete", body: "", []),
    StorageOperation("Query Blob Contents", "POST", "/local/C/b?comp=query", body: "", ["snapshot"], conditions),
    StorageOperation("Append Block", "PUT", "/local/C/b?comp=appendblock", body: "x", conditions, sums),
    StorageOperation("Put Page", "PUT", "/local/C/b?comp=page", body: "x", conditions, sums),
    StorageOperation("Incremental Copy Blob", "PUT", "/local/C/b?comp=incrementalcopy", body: "", conditions),
    StorageOperation("Blob Account Information", "GET", "/local/C/b?restype=account&comp=properties", []),
  ]

  static let write = [
    StorageOperation(
      "Put Blob", "PUT", "/local/C/b", headers: [blockBlob], body: "new",
      conditions, lease, tags, keys, meta, content, sums, holds, ["x-ms-blob-type", "Content-Type", "x-ms-copy-source"]),
    StorageOperation(
      "Put Append Blob", "PUT", "/local/C/b", headers: [("x-ms-blob-type", "AppendBlob")], body: "", conditions),
    StorageOperation(
      "Put Page Blob", "PUT", "/local/C/b", headers: [("x-ms-blob-type", "PageBlob")], body: "",
      ["x-ms-blob-content-length", "x-ms-blob-sequence-number"]),
    StorageOperation(
      "Put Block", "PUT", "/local/C/b?comp=block&blockid=YQ%3D%3D", body: "new", lease, keys, sums,
      ["x-ms-copy-source"]),
    StorageOperation(
      "Put Block List", "PUT", "/local/C/b?comp=blocklist", body: "<BlockList></BlockList>", conditions, lease, tags,
      keys, meta, content, ["Content-MD5", "x-ms-content-crc64"], holds),
    StorageOperation(
      "Put Blob From URL", "PUT", "/local/C/b", headers: [blockBlob, copySource], body: "", conditions, lease, tags,
      keys,
      meta, content, source, ["x-ms-tags", "x-ms-access-tier", "x-ms-copy-source-blob-properties", "x-ms-copy-source"]),
    StorageOperation(
      "Put Block From URL", "PUT", "/local/C/b?comp=block&blockid=YQ%3D%3D", headers: [copySource], body: "", lease,
      keys,
      source, ["x-ms-source-range", "x-ms-source-content-crc64", "x-ms-copy-source"]),
    StorageOperation(
      "Copy Blob", "PUT", "/local/C/b", headers: [copySource], body: "", conditions, lease, tags, meta, source, holds,
      ["x-ms-rehydrate-priority", "x-ms-seal-blob", "x-ms-requires-sync", "x-ms-copy-source"]),
    StorageOperation(
      "Copy Blob From URL", "PUT", "/local/C/b", headers: [copySource, ("x-ms-requires-sync", "true")], body: "",
      conditions, lease, tags, meta, source, holds, ["x-ms-encryption-scope", "x-ms-copy-source"]),
    StorageOperation(
      "Abort Copy Blob", "PUT", "/local/C/b?comp=copy&copyid=a", headers: [("x-ms-copy-action", "abort")], body: "",
      lease),
  ]
}
