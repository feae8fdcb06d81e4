package import AzureClient
package import AzureWire

/// Names that completion offers: cheap lists, cut where nobody reads on.
extension ParallelJobs {
  /// - Throws: ``JobError`` of kind `notFound`.
  package func taskHeads(of id: String, upTo limit: Int) async throws -> [BatchTask] {
    do {
      return try await batch.tasks(job: id, filter: nil, select: ["id", "state", "stateTransitionTime"]).all(
        upTo: limit)
    } catch let error as AzureError where error.isCode("JobNotFound") {
      throw JobError.notFound(id)
    }
  }

  /// Ids and states of the account's pools, without the rest.
  package func poolHeads(upTo limit: Int) async throws -> [BatchPool] {
    try await batch.pools(filter: nil, select: ["id", "state", "creationTime"]).all(upTo: limit)
  }

  /// The containers of the storage account.
  package func containerHeads(upTo limit: Int) async throws -> [ContainerItem] {
    try await blobs.containers(pageSize: limit).all(upTo: limit)
  }
}
