/// How the size of a cluster is decided: doAzureParallel's five formulas, and
/// a size that stays.
///
/// The formulas do what doAzureParallel's documentation says of them: in
/// working hours (or on weekends) there are as many nodes as allowed, and
/// otherwise as few.
package enum AutoscaleAlgorithm: String, Sendable, CaseIterable {
  /// After the tasks that wait.
  case queue = "QUEUE"
  /// After the tasks that wait or run.
  case queueAndRunning = "QUEUE_AND_RUNNING"
  /// Large from Monday to Friday, 8 to 18 o'clock UTC.
  case workday = "WORKDAY"
  /// Large on Saturdays and Sundays, UTC.
  case weekend = "WEEKEND"
  /// A tenth more, and at least one node, when no look at the processors in
  /// ten minutes found them less than 70 % busy; a tenth less, and at least
  /// one node, when they were less than 20 % busy over an hour.
  case maximumCPU = "MAX_CPU"
  /// As many as were asked for, whatever happens.
  case fixed = "FIXED"

  /// In any case of letters.
  package init?(named name: String) {
    self.init(rawValue: name.uppercased())
  }

  /// The words by which configurations choose one.
  package static let names = allCases.map(\.rawValue)

  /// The formula in Batch's language; nil for a size that stays.
  ///
  /// - Parameter slots: tasks that a node runs at a time.
  package func formula(dedicated: NodeRange, lowPriority: NodeRange, slots: Int) -> String? {
    let decision: String
    switch self {
    case .fixed: return nil
    case .queue:
      decision = Self.queue("$ActiveTasks", dedicated: dedicated, lowPriority: lowPriority, slots: slots)
    case .queueAndRunning:
      decision = Self.queue("$PendingTasks", dedicated: dedicated, lowPriority: lowPriority, slots: slots)
    case .workday:
      decision = """
        $curTime = time();
        $workHours = $curTime.hour >= 8 && $curTime.hour < 18;
        $isWeekday = $curTime.weekday >= 1 && $curTime.weekday <= 5;
        $isLarge = $workHours && $isWeekday;
        \(Self.choice(dedicated: dedicated, lowPriority: lowPriority))
        """
    case .weekend:
      decision = """
        $curTime = time();
        $isLarge = $curTime.weekday >= 6 && $curTime.weekday <= 7;
        \(Self.choice(dedicated: dedicated, lowPriority: lowPriority))
        """
    case .maximumCPU: decision = Self.processors(dedicated: dedicated, lowPriority: lowPriority)
    }
    return decision + "\n$NodeDeallocationOption = taskcompletion;"
  }

  private static func queue(
    _ metric: String, dedicated: NodeRange, lowPriority: NodeRange, slots: Int
  ) -> String {
    // With too few samples the last one counts alone; with nothing to do half of the nodes go at a time.
    """
    $samples = \(metric).GetSamplePercent(TimeInterval_Minute * 15);
    $tasks = $samples < 70 ? max(0, \(metric).GetSample(1)) : max(\(metric).GetSample(1), avg(\(metric).GetSample(TimeInterval_Minute * 15)));
    $maxTasksPerNode = \(slots);
    $round = $maxTasksPerNode - 1;
    $targetVMs = $tasks > 0 ? (($tasks + $round) / $maxTasksPerNode) : max(0, $TargetDedicatedNodes / 2) + 0.5;
    $TargetDedicatedNodes = max(\(dedicated.min), min($targetVMs, \(dedicated.max)));
    $TargetLowPriorityNodes = max(\(lowPriority.min), min($targetVMs, \(lowPriority.max)));
    """
  }

  private static func choice(dedicated: NodeRange, lowPriority: NodeRange) -> String {
    """
    $TargetDedicatedNodes = $isLarge ? \(dedicated.max) : \(dedicated.min);
    $TargetLowPriorityNodes = $isLarge ? \(lowPriority.max) : \(lowPriority.min);
    """
  }

  private static func processors(dedicated: NodeRange, lowPriority: NodeRange) -> String {
    // Without enough samples nothing changes. A tenth of few nodes is none, since fractions are cut off.
    func target(_ current: String) -> String {
      "$isBusy ? max(\(current) + 1, \(current) * 1.1) : "
        + "($isIdle ? min(\(current) - 1, \(current) * 0.9) : \(current))"
    }
    return """
      $recent = $CPUPercent.GetSamplePercent(TimeInterval_Minute * 10) < 70 ? 0.5 : min($CPUPercent.GetSample(TimeInterval_Minute * 10));
      $hour = $CPUPercent.GetSamplePercent(TimeInterval_Minute * 60) < 70 ? 0.5 : avg($CPUPercent.GetSample(TimeInterval_Minute * 60));
      $isBusy = $recent > 0.7;
      $isIdle = $hour < 0.2;
      $dedicated = \(target("$CurrentDedicatedNodes"));
      $lowPriority = \(target("$CurrentLowPriorityNodes"));
      $TargetDedicatedNodes = max(\(dedicated.min), min($dedicated, \(dedicated.max)));
      $TargetLowPriorityNodes = max(\(lowPriority.min), min($lowPriority, \(lowPriority.max)));
      """
  }
}
