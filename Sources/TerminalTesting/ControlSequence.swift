/// One `ESC [` sequence.
struct ControlSequence {
  private let isPrivate: Bool
  private let parameters: [Int]
  private let final: Character

  /// - Parameters:
  ///   - bytes: What stands between `ESC [` and the last byte.
  ///   - final: The last byte.
  init(_ bytes: [UInt8], final: UInt8) {
    isPrivate = bytes.first.map { (0x3C...0x3F).contains($0) } ?? false
    parameters = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { piece in
      Int(String(decoding: piece.filter { (0x30...0x39).contains($0) }, as: UTF8.self)) ?? 0
    }
    self.final = Character(Unicode.Scalar(final))
  }

  /// The parameter at an index, 1 if it is missing or 0: a count.
  private func count(_ index: Int = 0) -> Int {
    index < parameters.count ? max(parameters[index], 1) : 1
  }

  /// The first parameter, 0 if it is missing: a choice.
  private var choice: Int { parameters.first ?? 0 }

  func apply(to screen: inout Screen) {
    if isPrivate {
      applyMode(to: &screen)
    } else {
      applyPlain(to: &screen)
    }
  }

  private func applyMode(to screen: inout Screen) {
    guard final == "h" || final == "l" else { return }
    for mode in parameters {
      if final == "h" {
        screen.privateModes.insert(mode)
      } else {
        screen.privateModes.remove(mode)
      }
      if [47, 1047, 1049].contains(mode) { screen.setAlternate(final == "h") }
    }
  }

  private func applyPlain(to screen: inout Screen) {
    let at = screen.cursor
    switch final {
    case "A": screen.move(row: max(at.row - count(), at.row < screen.region.lowerBound ? 0 : screen.region.lowerBound))
    case "B", "e": screen.move(row: at.row + count())
    case "C", "a": screen.move(column: at.column + count())
    case "D": screen.move(column: at.column - count())
    case "E": screen.move(row: at.row + count(), column: 0)
    case "F": screen.move(row: at.row - count(), column: 0)
    case "G", "`": screen.move(column: count() - 1)
    case "d": screen.move(row: count() - 1)
    case "H", "f": screen.move(row: count(0) - 1, column: count(1) - 1)
    case "J": eraseInScreen(&screen)
    case "K":
      switch choice {
      case 1: screen.erase(0..<at.column + 1)
      case 2: screen.erase(0..<screen.columns)
      default: screen.erase(at.column..<screen.columns)
      }
    case "X": screen.erase(at.column..<min(at.column + count(), screen.columns))
    case "@": screen.insertBlanks(count())
    case "P": screen.deleteCells(count())
    case "L": if screen.region.contains(at.row) { screen.scrollDown(count(), from: at.row) }
    case "M": if screen.region.contains(at.row) { screen.scrollUp(count(), from: at.row) }
    case "S": screen.scrollUp(count())
    case "T": screen.scrollDown(count(), from: screen.region.lowerBound)
    case "r":
      let bottom = parameters.count > 1 && parameters[1] > 0 ? min(parameters[1], screen.rows) : screen.rows
      let top = min(count() - 1, bottom - 1)
      screen.region = top..<bottom
      screen.move(row: 0, column: 0)
    case "h", "l": if parameters.contains(4) { screen.isInserting = final == "h" }
    case "m":
      for parameter in parameters.isEmpty ? [0] : parameters {
        if parameter == 2 { screen.isDim = true } else if parameter == 0 || parameter == 22 { screen.isDim = false }
      }
    case "s": screen.saved = at
    case "u": if let saved = screen.saved { screen.move(row: saved.row, column: saved.column) }
    // Which half of the window the title stands in, and other wishes to it.
    case "t": break
    default: screen.strays.append("ESC [ \(parameters) \(final)")
    }
  }

  private func eraseInScreen(_ screen: inout Screen) {
    let at = screen.cursor
    switch choice {
    case 1:
      screen.eraseRows(0..<at.row)
      screen.erase(0..<at.column + 1)
    case 2: screen.eraseRows(0..<screen.rows)
    case 3: screen.scrolledOff = []
    default:
      screen.erase(at.column..<screen.columns)
      screen.eraseRows(at.row + 1..<screen.rows)
    }
  }
}
