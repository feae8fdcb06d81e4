import AsyncHTTPClient
import AzureWire
import NIOCore
import NIOHTTP1

/// The names of the blobs in a container.
struct ContainerListing {
  let transport: BlobTransport

  /// All names that begin with the prefix, over all pages.
  /// - Throws: ``BlobTransport/Failure``, also for an answer that is no list.
  func names(in container: BlobAddress, prefix: String) async throws -> [String] {
    var names: [String] = []
    var marker = ""
    repeat {
      var query = [(name: "restype", value: "container"), (name: "comp", value: "list")]
      if !prefix.isEmpty { query.append((name: "prefix", value: prefix)) }
      if !marker.isEmpty { query.append((name: "marker", value: marker)) }
      let bytes = try await transport.send(.GET, container, query: query) { response in
        Array(try await response.body.collect(upTo: 64 << 20).readableBytesView)
      }
      let document: XMLNode
      do {
        document = try XMLReader.read(bytes)
      } catch {
        throw BlobTransport.Failure.other("the list of blobs cannot be read (\(error))")
      }
      names += (document["Blobs"]?.children ?? []).filter { $0.name == "Blob" }.compactMap { $0["Name"]?.text }
      let next = document["NextMarker"]?.text ?? ""
      // A marker that repeats would go round for ever.
      marker = next == marker ? "" : next
    } while !marker.isEmpty
    return names
  }
}
