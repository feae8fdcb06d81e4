import RData
import Session
import SessionLanguage

extension CommandInvocation {
  /// The id of a cluster: a string, or what `makeCluster` and `getCluster`
  /// have returned; nil when not given.
  func clusterID(_ parameter: String) throws -> String? {
    guard let value = self[parameter], !value.isNull else { return nil }
    let id = value.asString ?? value.element("poolId")?.asString ?? value.element("name")?.asString
    guard let id, !id.isEmpty else {
      throw diagnostic(
        "`\(parameter)` of `\(name)` must be the name of a cluster, or what `makeCluster` or `getCluster` returned",
        at: parameter)
    }
    return id
  }

  /// The same; the session's own cluster when not given.
  func clusterID(_ parameter: String, in context: CommandContext) async throws -> String {
    if let id = try clusterID(parameter) { return id }
    guard let cluster = await context.session.cluster else {
      throw diagnostic("no cluster is registered, so `\(name)` needs `\(parameter)`; `getClusterList()` shows them")
    }
    return cluster.id
  }
}
