import AzureWire
import Foundation
import GRDB

/// The system that nodes run: for local nodes that of this machine.
struct SupportedImage: Sendable, Equatable {
  var publisher: String
  var offer: String
  var sku: String

  static let thisMachine: SupportedImage = {
    let data = FileManager.default.contents(atPath: "/etc/os-release") ?? Data()
    return SupportedImage(osRelease: String(decoding: data, as: UTF8.self))
  }()

  /// - Parameter text: of `/etc/os-release`, as os-release(5) describes it.
  init(osRelease text: String) {
    var values: [Substring: String] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      values[parts[0]] = parts[1].trimmingCharacters(in: ["\"", "'", " "])
    }
    let id = values["ID"] ?? "linux"
    publisher = id
    offer = values["ID_LIKE"].map { "\(id)-\($0.split(separator: " ").first ?? "")" } ?? id
    sku = values["VERSION_ID"] ?? "rolling"
  }

  fileprivate var nodeAgent: String { "batch.node.\(publisher) \(sku)" }

  private var reference: JSONMembers {
    var reference = JSONMembers()
    reference.add("publisher", publisher)
    reference.add("offer", offer)
    reference.add("sku", sku)
    reference.add("version", "latest")
    return reference
  }

  /// As `nodeagentskus` told it, before 2018-12 made it `supportedimages`.
  fileprivate var nodeAgentJSON: String {
    var members = JSONMembers()
    members.add("id", nodeAgent)
    members.add("verifiedImageReferences", json: "[\(reference.text)]")
    members.add("osType", "linux")
    return members.text
  }

  fileprivate var json: String {
    var members = JSONMembers()
    members.add("nodeAgentSKUId", nodeAgent)
    members.add("imageReference", reference)
    members.add("osType", "linux")
    members.add("verificationType", "verified")
    return members.text
  }
}

extension Store {
  /// A list of one image; the filter is looked at as that of any list.
  func supportedImages(_ image: SupportedImage, _ query: ListQuery) async throws -> ListPage {
    let isThere = try await lists(image, query)
    return ListPage(elements: isThere ? [image.json] : [])
  }

  /// The same as it was told before 2018-12.
  func nodeAgents(_ image: SupportedImage, _ query: ListQuery) async throws -> ListPage {
    let isThere = try await lists(image, query)
    return ListPage(elements: isThere ? [image.nodeAgentJSON] : [])
  }

  private func lists(_ image: SupportedImage, _ query: ListQuery) async throws -> Bool {
    let columns = FilterSQL(columns: [
      "ostype": .word("osType"), "verificationtype": .word("verificationType"), "nodeagentskuid": .text("nodeAgent"),
      "id": .text("nodeAgent"),
    ])
    let condition = try columns.condition(query.filter)
    let matches = try await database.read { db in
      try Int.fetchOne(
        db,
        literal: """
          SELECT 1 FROM (SELECT 'linux' AS osType, 'verified' AS verificationType, \(image.nodeAgent) AS nodeAgent)
          WHERE \(condition)
          """) != nil
    }
    return matches && query.after == nil
  }

  /// - Throws: ``WireError`` `PoolNotFound` or `NodeNotFound`.
  func requireNode(_ id: String, of poolID: String) async throws {
    _ = try await database.read { try NodeRecord.find($0, id: id, poolID: poolID) }
  }
}
