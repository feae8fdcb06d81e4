package import Rendering

/// The keys in what a terminal sends.
package enum ViewerKeys {
  /// Sequences that are not known are left out. An escape character with
  /// nothing behind it is the key.
  package static func keys(in bytes: some Collection<UInt8>) -> [TableViewer.Key] {
    var keys: [TableViewer.Key] = []
    var rest = Array(bytes)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case 0x1B where rest.first == UInt8(ascii: "[") || rest.first == UInt8(ascii: "O"):
        _ = rest.popFirst()
        let parameters = rest.prefix { (0x20...0x3F).contains($0) }
        rest = rest.dropFirst(parameters.count)
        if let final = rest.popFirst(), let key = key(final, String(decoding: parameters, as: UTF8.self)) {
          keys.append(key)
        }
      case 0x1B: keys.append(.escape)
      case 0x03: keys.append(.interrupt)
      case 0x1A: keys.append(.suspend)
      case 0x0D, 0x0A: keys.append(.enter)
      case 0x7F, 0x08: keys.append(.backspace)
      case 0x20...: keys += characters(byte, &rest)
      default: break
      }
    }
    return keys
  }

  private static func key(_ final: UInt8, _ parameters: String) -> TableViewer.Key? {
    switch Character(Unicode.Scalar(final)) {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "H": .home
    case "F": .end
    case "~":
      switch parameters {
      case "1", "7": .home
      case "4", "8": .end
      case "5": .pageUp
      case "6": .pageDown
      default: nil
      }
    default: nil
    }
  }

  /// What is written, to the next control character.
  private static func characters(_ first: UInt8, _ rest: inout ArraySlice<UInt8>) -> [TableViewer.Key] {
    let more = rest.prefix { $0 >= 0x20 && $0 != 0x7F }
    rest = rest.dropFirst(more.count)
    return String(decoding: [first] + more, as: UTF8.self).map { .character($0) }
  }
}
