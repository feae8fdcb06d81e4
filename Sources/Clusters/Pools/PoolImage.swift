package import AzureWire

/// The system that the nodes of a cluster run, chosen from what the service
/// offers now: images are retired, so none is known beforehand.
package struct PoolImage: Sendable, Equatable {
  /// The image that machines start from.
  package var reference: ImageReference
  /// The node agent that fits the image.
  package var nodeAgentSKUID: String
  /// Whether the nodes can run Docker containers. Where they cannot, as on
  /// the service of this machine, commands run on the nodes themselves.
  package var runsContainers: Bool

  /// The Linux image with Docker that Batch will support longest; one
  /// without Docker where there is no other.
  ///
  /// - Throws: ``ClusterError`` when there is no Linux image at all.
  package static func choose(from images: [SupportedImage], now: Timestamp) throws -> PoolImage {
    let usable = images.filter { image in
      image.osType?.lowercased() == "linux" && image.verificationType?.lowercased() != "unverified"
        && image.batchSupportEndOfLife.map { $0 > now } ?? true
    }
    guard let best = usable.max(by: { rank($0) < rank($1) }) else {
      throw ClusterError(
        .failed, "The Batch service offers no Linux image that it supports; ask the account's owner for one.")
    }
    var reference = best.imageReference
    reference.version = reference.version ?? "latest"
    return PoolImage(
      reference: reference, nodeAgentSKUID: best.nodeAgentSKUId, runsContainers: isDocker(best))
  }

  private static func isDocker(_ image: SupportedImage) -> Bool {
    image.capabilities?.contains { $0.lowercased() == "dockercompatible" } ?? false
  }

  /// What makes an image the better one, most important first.
  private struct Rank: Comparable {
    var runsContainers: Bool
    /// No end is the latest.
    var end: Double
    /// Images that are made for containers carry Docker itself.
    var isForContainers: Bool
    var isUbuntu: Bool
    var sku: String

    static func < (left: Rank, right: Rank) -> Bool {
      if left.runsContainers != right.runsContainers { return right.runsContainers }
      if left.isForContainers != right.isForContainers { return right.isForContainers }
      if left.end != right.end { return left.end < right.end }
      if left.isUbuntu != right.isUbuntu { return right.isUbuntu }
      return left.sku < right.sku
    }
  }

  private static func rank(_ image: SupportedImage) -> Rank {
    let offer = (image.imageReference.offer ?? "").lowercased()
    return Rank(
      runsContainers: isDocker(image), end: image.batchSupportEndOfLife?.secondsSince1970 ?? .infinity,
      // Machines with special hardware need a size that fits; such images are the last resort.
      isForContainers: offer.contains("container") && !offer.contains("rdma") && !offer.contains("hpc"),
      isUbuntu: offer.contains("ubuntu"), sku: image.imageReference.sku ?? "")
  }
}
