/// What a node runs before it takes tasks, once for each time it starts.
package struct StartTaskOrder: Codable, Sendable {
  /// Counts the starts of the node from 1.
  package var boot: Int
  package var commandLine: String
  package var environment: [NameValue]
  package var resourceFiles: [ResourceFile]
  package var maxTaskRetryCount: Int

  package init(
    boot: Int, commandLine: String, environment: [NameValue], resourceFiles: [ResourceFile], maxTaskRetryCount: Int
  ) {
    self.boot = boot
    self.commandLine = commandLine
    self.environment = environment
    self.resourceFiles = resourceFiles
    self.maxTaskRetryCount = maxTaskRetryCount
  }

  /// What its end is reported under, as ``PreparationReport/jobIncarnation``
  /// of no job.
  package static func incarnation(boot: Int) -> String { "starttask.\(boot)" }
}
