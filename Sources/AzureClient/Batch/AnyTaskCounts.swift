import AzureWire

/// Task counts in the shape of any version: beside the slot counts, or alone.
struct AnyTaskCounts: Decodable {
  let counts: TaskCounts

  private enum CodingKeys: String, CodingKey { case taskCounts }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    counts = try container.decodeIfPresent(TaskCounts.self, forKey: .taskCounts) ?? TaskCounts(from: decoder)
  }
}
