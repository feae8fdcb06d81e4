import AzureWire
import Foundation
import NIOHTTP1

/// As much of Blob Storage as a node needs, under `/local/container/blob`.
extension FakeService {
  func blob(_ request: Request, _ path: String) -> Response {
    let query = QueryItems(query: request.head.uri.split(separator: "?", maxSplits: 1).dropFirst().first ?? "")
    let name = (PercentEncoding.decode(path) ?? path).replacing("/local/", with: "", maxReplacements: 1)
    let container = name.split(separator: "/").first.map(String.init) ?? ""
    return change { state in
      state.blobRequests.append("\(request.head.method) \(request.head.uri)")
      if state.blobsToFail > 0 {
        state.blobsToFail -= 1
        return Response(status: .serviceUnavailable)
      }
      if state.deniedContainers.contains(container) || query["sig"] != "s" {
        return Response(status: .forbidden)
      }
      switch (request.head.method, query["comp"]) {
      case (.GET, "list"?): return Self.list(container, query, state)
      case (.GET, _): return state.blobs[name].map { Response(body: $0) } ?? Response(status: .notFound)
      case (.PUT, "block"?): state.blobs["\(name)#\(query["blockid"] ?? "")"] = request.body
      case (.PUT, "blocklist"?):
        let ids = (try? XMLReader.read(request.body))?.children.map(\.text) ?? []
        state.blobs[name] = ids.flatMap { state.blobs["\(name)#\($0)"] ?? [] }
      case (.PUT, _):
        guard request.head.headers["x-ms-blob-type"] == ["BlockBlob"],
          request.head.headers.contains(name: "x-ms-version")
        else { return Response(status: .badRequest) }
        state.blobs[name] = request.body
      default: return Response(status: .methodNotAllowed)
      }
      return Response(status: .created)
    }
  }

  private static func list(_ container: String, _ query: QueryItems, _ state: State) -> Response {
    let prefix = container + "/" + (query["prefix"] ?? "")
    let names = state.blobs.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(container.count + 1)) }
      .sorted()
    let rest = names.drop { $0 < query["marker"] ?? "" }
    let page = rest.prefix(state.pageSize)
    let next = rest.dropFirst(state.pageSize).first ?? ""
    let blobs = XMLNode("Blobs", children: page.map { XMLNode("Blob", children: [XMLNode("Name", text: $0)]) })
    let document = XMLNode("EnumerationResults", children: [blobs, XMLNode("NextMarker", text: next)]).document
    return Response(body: Array(document.utf8))
  }
}
