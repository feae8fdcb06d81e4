import AzureWire
import NIOCore

/// Tasks encoded once, cut into request bodies as the limits ask.
struct EncodedTasks: Sendable {
  struct Item: Sendable {
    let id: String
    let json: [UInt8]
  }

  /// What the service takes with one request.
  static let maximumCount = 100
  /// Below the service's 1 MB, with room for the envelope.
  static let maximumBytes = 1_000_000

  var items: [Item]

  init(items: [Item]) {
    self.items = items
  }

  init(_ tasks: some Sequence<TaskAddParameters>) throws {
    items = try tasks.map { Item(id: $0.id, json: try JSONCoding.encode($0)) }
  }

  /// Runs of at most so many tasks and bytes; a task that is too large by
  /// itself stands alone.
  func chunks(maximumCount: Int = Self.maximumCount, maximumBytes: Int = Self.maximumBytes) -> [EncodedTasks] {
    var result: [EncodedTasks] = []
    var current: [Item] = []
    var size = 0
    for item in items {
      let grown = size + item.json.count + 1
      if !current.isEmpty, current.count >= maximumCount || grown > maximumBytes {
        result.append(EncodedTasks(items: current))
        current = []
        size = 0
      }
      current.append(item)
      size += item.json.count + 1
    }
    return current.isEmpty ? result : result + [EncodedTasks(items: current)]
  }

  /// Two halves; nil for a single task.
  var halves: [EncodedTasks]? {
    guard items.count > 1 else { return nil }
    let middle = items.count / 2
    return [EncodedTasks(items: Array(items[..<middle])), EncodedTasks(items: Array(items[middle...]))]
  }

  /// The tasks with these ids, in their order.
  func only(_ ids: Set<String>) -> EncodedTasks { EncodedTasks(items: items.filter { ids.contains($0.id) }) }

  /// The body of a request that adds them.
  var body: ByteBuffer {
    var buffer = ByteBuffer()
    buffer.reserveCapacity(items.reduce(16) { $0 + $1.json.count + 1 })
    buffer.writeString("{\"value\":[")
    for (index, item) in items.enumerated() {
      if index > 0 { buffer.writeInteger(UInt8(ascii: ",")) }
      buffer.writeBytes(item.json)
    }
    buffer.writeString("]}")
    return buffer
  }
}
