package import AzureWire
import Clusters

/// The cluster that loops run on.
package struct ActiveCluster: Sendable, Equatable {
  /// The cluster's id.
  package var id: String
  /// The image that R runs in; nil where commands run on the nodes
  /// themselves.
  package var containerImage: String?

  package init(id: String, containerImage: String? = nil) {
    self.id = id
    self.containerImage = containerImage
  }

  /// What a pool says of itself: azp's own note, or, for pools that
  /// doAzureParallel made, the first image that its nodes have fetched.
  package init(_ pool: BatchPool) {
    id = pool.id
    let noted = pool.metadata?.first { $0.name == PoolMetadata.containerImage }?.value
    containerImage = noted ?? Self.fetchedImage(pool)
  }

  private static func fetchedImage(_ pool: BatchPool) -> String? {
    guard case .array(let images)? = pool.virtualMachineConfiguration?.containerConfiguration?["containerImageNames"],
      case .string(let image)? = images.first
    else { return nil }
    return image
  }

  /// The pool that the service of this machine always has.
  package static let local = ActiveCluster(id: "local")
}
