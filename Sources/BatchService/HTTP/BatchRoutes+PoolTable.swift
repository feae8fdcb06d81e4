import HTTPTypes

extension BatchRoutes {
  /// Requests for pools and nodes, and for what an account tells of them.
  static let poolTable: [Route<BatchRoutes>] = [
    Route(.get, "pools", .pages + .filter + .select + .expand) { routes, request in try await routes.listPools(request)
    },
    Route(.post, "pools") { routes, request in try await routes.addPool(request) },
    Route(.get, "pools/*", .select + .expand + .conditions) { try await $0.getPool($1, $2[0]) },
    Route(.head, "pools/*", .conditions) { try await $0.getPool($1, $2[0]) },
    Route(.patch, "pools/*", .conditions) { try await $0.patchPool($1, $2[0]) },
    Route(.delete, "pools/*", .conditions) { try await $0.deletePool($1, $2[0]) },
    Route(.post, "pools/*/updateproperties") { try await $0.replacePoolProperties($1, $2[0]) },
    Route(.post, "pools/*/resize", .conditions) { try await $0.resizePool($1, $2[0]) },
    Route(.post, "pools/*/stopresize", .conditions) { try await $0.stopResize($1, $2[0]) },
    Route(.post, "pools/*/removenodes", .conditions) { try await $0.removeNodes($1, $2[0]) },
    Route(.post, "pools/*/enableautoscale", .conditions) { try await $0.enableAutoscale($1, $2[0]) },
    Route(.post, "pools/*/disableautoscale") { try await $0.disableAutoscale($1, $2[0]) },
    Route(.post, "pools/*/evaluateautoscale") { try await $0.evaluateAutoscale($1, $2[0]) },
    Route(.get, "pools/*/nodes", .pages + .filter + .select) { try await $0.listNodes($1, $2[0]) },
    Route(.get, "pools/*/nodes/*", .select) { try await $0.getNode($1, $2[0], $2[1]) },
    Route(.post, "pools/*/nodes/*/reboot") { try await $0.rebootNode($1, $2[0], $2[1]) },
    Route(.post, "pools/*/nodes/*/disablescheduling") { try await $0.disableScheduling($1, $2[0], $2[1]) },
    Route(.post, "pools/*/nodes/*/enablescheduling") { try await $0.enableScheduling($1, $2[0], $2[1]) },
    Route(.post, "pools/*/nodes/*/reimage") { try await $0.refuseImage($1, $2[0], $2[1]) },
    Route(.post, "pools/*/nodes/*/start") { try await $0.refuseMachine($1, $2[0], $2[1]) },
    Route(.post, "pools/*/nodes/*/deallocate") { try await $0.refuseMachine($1, $2[0], $2[1]) },
    Route(.get, "pools/*/nodes/*/remoteloginsettings") { try await $0.refuseLogin($1, $2[0], $2[1]) },
    Route(.post, "pools/*/nodes/*/users") { try await $0.refuseLogin($1, $2[0], $2[1]) },
    Route(.put, "pools/*/nodes/*/users/*") { try await $0.refuseUser($1, $2[0], $2[1]) },
    Route(.delete, "pools/*/nodes/*/users/*") { try await $0.refuseUser($1, $2[0], $2[1]) },
    Route(.post, "pools/*/nodes/*/uploadbatchservicelogs") { try await $0.refuseLogs($1, $2[0], $2[1]) },
    Route(.get, "pools/*/nodes/*/extensions", .pages + .select) { try await $0.listExtensions($1, $2[0], $2[1]) },
    Route(.get, "pools/*/nodes/*/extensions/*", .select) { try await $0.refuseExtension($1, $2[0], $2[1]) },
    Route(.get, "pools/*/nodes/*/files", .pages + .filter + .recursive) {
      try await $0.listNodeFiles($1, $2[0], $2[1])
    },
    Route(.get, "pools/*/nodes/*/files/**", .times + .range) { try await $0.getNodeFile($1, $2[0], $2[1], $2[2]) },
    Route(.head, "pools/*/nodes/*/files/**", .times) { try await $0.getNodeFile($1, $2[0], $2[1], $2[2]) },
    Route(.delete, "pools/*/nodes/*/files/**", .recursive) { try await $0.deleteNodeFile($1, $2[0], $2[1], $2[2]) },
    Route(.get, "nodecounts", .pages + .filter) { routes, request in try await routes.nodeCounts(request) },
    Route(.get, "nodeagentskus", .pages + .filter) { routes, request in try await routes.nodeAgentSKUs(request) },
    Route(.get, "supportedimages", .pages + .filter) { routes, request in try await routes.supportedImages(request) },
    Route(.get, "poolusagemetrics", .pages + .filter + .period) { routes, request in try await routes.poolUsage(request)
    },
    Route(.get, "applications", .pages) { routes, request in try await routes.listApplications(request) },
    Route(.get, "applications/*") { try $0.getApplication($1, $2[0]) },
  ]
}
