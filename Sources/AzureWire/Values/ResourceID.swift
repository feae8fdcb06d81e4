/// The rule for ids of jobs, tasks, pools and job schedules: letters, digits,
/// hyphen and underscore, 1 to 64 characters, equal without case.
package enum ResourceID {
  /// Whether Batch takes it as an id.
  package static func isValid(_ id: String) -> Bool {
    (1...64).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// What ``isValidContainerName(_:)`` asks for, as the end of a sentence.
  package static let containerNameRule =
    "3 to 63 lower-case letters, digits and single hyphens, with a letter or digit at both ends"

  /// Whether Blob Storage takes this name for a container: 3 to 63 lower-case
  /// letters, digits and single hyphens, beginning and ending with a letter
  /// or digit.
  package static func isValidContainerName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard (3...63).contains(bytes.count), bytes.first != UInt8(ascii: "-"), bytes.last != UInt8(ascii: "-"),
      !name.contains("--")
    else { return false }
    return bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
      default: false
      }
    }
  }
}
