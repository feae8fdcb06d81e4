public import AzureWire

extension BatchClient {
  /// The applications of the account that tasks and nodes can refer to.
  ///
  /// - Parameter pageSize: at most so many with a request, up to 1000.
  public func applications(pageSize: Int? = nil) -> Pages<BatchApplication> {
    pages(
      of: BatchApplication.self, ["applications"], .applications, query: [("maxresults", pageSize.map(String.init))])
  }

  /// One application.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  public func application(_ id: String) async throws -> BatchApplication {
    try await value(BatchApplication.self, try call("GET", ["applications", id], verb: "read", .application(id)))
  }
}
