public import AzureWire

extension BatchClient {
  /// Has a formula decide about the size of a pool, or changes formula or
  /// interval; at most every 30 seconds.
  public func enableAutoScale(
    pool: String, _ parameters: AutoScaleParameters, condition: AccessCondition = .none
  ) async throws {
    _ = try await service.perform(
      try call(
        "POST", ["pools", pool, "enableautoscale"], verb: "enable autoscale of", .pool(pool), condition: condition,
        body: parameters))
  }

  /// Has the pool keep the size that it has.
  public func disableAutoScale(pool: String) async throws {
    _ = try await service.perform(
      try call("POST", ["pools", pool, "disableautoscale"], verb: "disable autoscale of", .pool(pool)))
  }

  /// What a formula would give now; nothing changes. The pool must have
  /// autoscale enabled.
  ///
  /// - Returns: a run whose `error` says what is wrong with the formula, if
  ///   something is.
  public func evaluateAutoScale(pool: String, formula: String) async throws -> AutoScaleRun {
    let call = try call(
      "POST", ["pools", pool, "evaluateautoscale"], verb: "evaluate a formula for", .pool(pool),
      body: ["autoScaleFormula": formula])
    return try await value(AutoScaleRun.self, call)
  }
}
