import AzureWire
import HTTPTypes

/// What a pool may be.
///
/// Source: Batch API, the descriptions of the properties of a pool.
enum PoolRules {
  static let defaultTimeout = WireDuration.seconds(15 * 60)
  static let defaultInterval = WireDuration.seconds(15 * 60)
  /// Slots of a node, whatever its size.
  private static let mostSlots = 256
  private static let mostNodes = 1_000_000

  /// - Throws: ``WireError`` for what Batch would refuse.
  static func check(_ pool: PoolSpecification) throws {
    try Properties.checkName(pool.displayName)
    try checkSize(pool.vmSize)
    try KnownImages.check(pool.virtualMachineConfiguration?.imageReference)
    try checkTarget(pool.targetDedicatedNodes, "targetDedicatedNodes")
    try checkTarget(pool.targetLowPriorityNodes, "targetLowPriorityNodes")
    try checkTimeout(pool.resizeTimeout)
    try checkSlots(pool.taskSlotsPerNode)
    _ = try fillType(pool.taskSchedulingPolicy)
    try check(pool.startTask)
    try Properties.checkMetadata(pool.metadata)
    try check(pool.applicationPackageReferences)
    try checkAutoscale(pool)
  }

  private static func checkAutoscale(_ pool: PoolSpecification) throws {
    guard pool.enableAutoScale == true else {
      guard pool.autoScaleFormula == nil, pool.autoScaleEvaluationInterval == nil else {
        throw invalidAutoscale("A formula and its interval need enableAutoScale to be true")
      }
      return
    }
    guard pool.targetDedicatedNodes == nil, pool.targetLowPriorityNodes == nil else {
      throw invalidAutoscale("A pool whose size a formula decides has no targets of its own")
    }
    guard pool.resizeTimeout == nil else {
      throw invalidAutoscale("A pool whose size a formula decides has no resizeTimeout of its own")
    }
    guard let formula = pool.autoScaleFormula else { throw WireError.missingProperty("autoScaleFormula") }
    try checkFormula(formula)
    try checkInterval(pool.autoScaleEvaluationInterval)
  }

  private static func invalidAutoscale(_ reason: String) -> WireError {
    WireError(
      .badRequest, "InvalidAutoScalingSettings", "The specified autoscaling settings are not valid.",
      values: [.init(key: "Reason", value: reason)])
  }

  /// - Returns: the formula, which reads well.
  @discardableResult
  static func checkFormula(_ text: String) throws -> AutoscaleFormula {
    guard text.utf8.count <= AutoscaleFormula.longest else {
      throw WireError(
        .badRequest, "AutoScalingFormulaTooLong",
        "The specified autoscaling formula is longer than \(AutoscaleFormula.longest) characters.")
    }
    do {
      return try AutoscaleFormula(text)
    } catch {
      throw WireError(
        .badRequest, "AutoScalingFormulaSyntaxError", "The specified autoscaling formula has a syntax error.",
        values: [.init(key: "Message", value: error.description)])
    }
  }

  static func checkInterval(_ interval: WireDuration?) throws {
    guard let interval, !(300...604_800).contains(interval.seconds) else { return }
    throw WireError.invalidProperty(
      "autoScaleEvaluationInterval", value: interval.iso8601, reason: "The range is 5 minutes to 168 hours")
  }

  static func checkTimeout(_ timeout: WireDuration?) throws {
    guard let timeout, timeout.seconds < 300 else { return }
    throw WireError.invalidProperty(
      "resizeTimeout", value: timeout.iso8601, reason: "The smallest value is 5 minutes")
  }

  static func checkTarget(_ target: Int?, _ property: String) throws {
    guard let target, !(0...mostNodes).contains(target) else { return }
    throw WireError.invalidProperty(property, value: String(target), reason: "The range is 0 to \(mostNodes)")
  }

  static func checkSize(_ size: String?) throws {
    guard let size, size.allSatisfy(\.isWhitespace) else { return }
    throw WireError.invalidProperty("vmSize", value: size, reason: "The size is empty")
  }

  static func checkSlots(_ slots: Int?) throws {
    guard let slots, !(1...mostSlots).contains(slots) else { return }
    throw WireError.invalidProperty(
      "taskSlotsPerNode", value: String(slots), reason: "The range is 1 to \(mostSlots)")
  }

  static func fillType(_ policy: TaskSchedulingPolicy?) throws -> NodeFillType {
    if let order = policy?.jobDefaultOrder, !["none", "creationtime"].contains(order.lowercased()) {
      throw WireError.invalidProperty(
        "taskSchedulingPolicy.jobDefaultOrder", value: order, reason: "It is either none or creationtime")
    }
    guard let word = policy?.nodeFillType else { return .spread }
    guard let type = NodeFillType(rawValue: word.lowercased()) else {
      throw WireError.invalidProperty(
        "taskSchedulingPolicy.nodeFillType", value: word, reason: "It is either spread or pack")
    }
    return type
  }

  static func check(_ task: StartTask?) throws {
    guard let task else { return }
    try Properties.checkCommand(task.commandLine, named: "startTask.commandLine")
    try Properties.checkRetries(task.maxTaskRetryCount, of: "startTask")
    try Properties.checkSettings(task.environmentSettings, of: "startTask.environmentSettings")
    try Properties.check(task.resourceFiles, of: "startTask.resourceFiles")
  }

  /// This service has no applications.
  static func check(_ packages: [ApplicationPackageReference]?) throws {
    guard let packages, !packages.isEmpty else { return }
    throw WireError(
      .conflict, "InvalidApplicationPackageReferences",
      "One or more of the specified application package references are invalid.",
      values: packages.map {
        .init(key: $0.applicationId, value: "The specified application package does not exist.")
      })
  }

  static func check(_ option: NodeDeallocationOption?, _ property: String) throws {
    guard let option, !NodeDeallocationOption.all.contains(option) else { return }
    let words = NodeDeallocationOption.all.map(\.rawValue).joined(separator: ", ")
    throw WireError.invalidProperty(property, value: option.rawValue, reason: "It is one of \(words)")
  }
}

extension WireError {
  static func missingProperty(_ name: String) -> WireError {
    WireError(
      .badRequest, "MissingRequiredProperty", "A required property was not specified in the request body.",
      values: [.init(key: "PropertyName", value: name)])
  }

  static func notValidOnPool(_ reason: String) -> WireError {
    WireError(
      .conflict, "OperationNotValidOnPool", "The specified operation is not valid on the pool.",
      values: [.init(key: "Reason", value: reason)])
  }

  static func notValidOnNode(_ reason: String) -> WireError {
    WireError(
      .conflict, "OperationNotValidOnNode", "The specified operation is not valid on the node.",
      values: [.init(key: "Reason", value: reason)])
  }
}
