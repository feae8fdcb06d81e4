import AzureWire

/// Task counts in the shape of any version: beside the slot counts, or alone.
struct AnyTaskCounts: Decodable {
  let counts: TaskCountsResult

  private enum CodingKeys: String, CodingKey { case taskCounts, taskSlotCounts }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let tasks = try container.decodeIfPresent(TaskCounts.self, forKey: .taskCounts) ?? TaskCounts(from: decoder)
    let slots = try container.decodeIfPresent(TaskCounts.self, forKey: .taskSlotCounts) ?? tasks
    counts = TaskCountsResult(taskCounts: tasks, taskSlotCounts: slots)
  }
}
