import AzureWire

/// Where two JSON values differ in what they mean: words in case, times and
/// durations in spelling are the same.
enum JSONDifference {
  /// Paths of members, joined with dots, whatever element of a list they are in.
  static func between(_ original: JSONValue, _ copy: JSONValue, at path: String = "") -> Set<String> {
    switch (original, copy) {
    case (.object(let left), .object(let right)):
      var result: Set<String> = []
      for name in Set(left.keys).union(right.keys) {
        let place = path.isEmpty ? name : path + "." + name
        switch (left[name], right[name]) {
        case (let value?, let other?): result.formUnion(between(value, other, at: place))
        // Null is the same as absent.
        case (nil, .null?), (.null?, nil), (nil, nil): break
        case (_?, nil): result.insert("-" + place)
        case (nil, _?): result.insert("+" + place)
        }
      }
      return result
    case (.array(let left), .array(let right)):
      guard left.count == right.count else { return ["#" + path] }
      return zip(left, right).reduce(into: []) { $0.formUnion(between($1.0, $1.1, at: path)) }
    case (.string(let left), .string(let right)):
      return isSame(left, right) ? [] : ["!" + path]
    case (.int(let left), .double(let right)), (.double(let right), .int(let left)):
      return Double(left) == right ? [] : ["!" + path]
    default: return original == copy ? [] : ["!" + path]
    }
  }

  private static func isSame(_ left: String, _ right: String) -> Bool {
    if left.lowercased() == right.lowercased() { return true }
    if let time = Timestamp(left) { return time == Timestamp(right) }
    if let duration = WireDuration(left) { return duration == WireDuration(right) }
    return false
  }
}
