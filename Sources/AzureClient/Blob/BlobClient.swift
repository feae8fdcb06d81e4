import AzureWire
import NIOCore

/// A client of the Blob Storage that belongs to a Batch account: Azure's, or
/// any service that speaks the same protocol.
///
/// Errors, cancelling and repeating are as with ``BatchClient``.
///
///     try await HTTPTransport.withTransport { http in
///       let blobs = try BlobClient(account: account, http: http)
///       try await blobs.createContainer("results")
///       try await blobs.upload(container: "results", blob: "big.rds", file: "/tmp/big.rds")
///       for try await page in blobs.blobs(container: "results") { print(page.map(\.name)) }
///     }
public final class BlobClient: Sendable {
  /// The version of the protocol that is spoken.
  public static let version = "2021-08-06"

  let service: SignedService

  /// - Parameter http: stays the caller's, who shuts it down after the last
  ///   use of this client.
  /// - Throws: ``AzureError`` when the endpoint is no http or https address.
  public init(account: BatchAccount, http: HTTPTransport) throws {
    service = try SignedService(
      dialect: .storage, endpoint: account.blobEndpoint, credential: account.storageCredential, http: http)
  }

  func call(
    _ method: String, _ path: String = "/", verb: String, _ subject: Subject,
    query: [(name: String, value: String?)] = []
  ) -> ServiceCall {
    var call = ServiceCall(method, path, verb: verb, subject)
    for case (let name, let value?) in query { call.query.items.append((name, value)) }
    call.headers.append(("x-ms-version", Self.version))
    return call
  }

  func path(_ container: String, _ blob: String? = nil) -> String {
    let path = "/" + PercentEncoding.encode(container)
    guard let blob else { return path }
    return path + "/" + PercentEncoding.encode(blob, keeping: "/")
  }

  /// Performs the call; where an earlier try may have done it unseen, an
  /// error of one of these codes says that it has.
  func perform(_ call: ServiceCall, doneCodes: [String]) async throws {
    do {
      _ = try await service.perform(call)
    } catch let error as AzureError where error.followsLostAnswer && doneCodes.contains(where: error.isCode) {
      return
    }
  }

  /// A list that is followed by its markers.
  func pages<Item: Sendable>(
    _ call: ServiceCall, group: String, _ read: @escaping @Sendable (XMLNode) -> Item?
  ) -> Pages<Item> {
    Pages { [service] marker in
      var call = call
      if let marker { call.query.items.append(("marker", marker)) }
      let answer = try await service.perform(call)
      let root: XMLNode
      do {
        root = try XMLReader.read(answer.body.readableBytesView)
      } catch {
        throw service.unreadable(answer, call, because: "it is no XML")
      }
      guard root.name == "EnumerationResults", let list = root[group] else {
        throw service.unreadable(answer, call, because: "it is no list")
      }
      return Pages<Item>.Fetched(items: list.children.compactMap(read), next: root["NextMarker"]?.text)
    }
  }
}
