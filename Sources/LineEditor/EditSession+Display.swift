extension EditSession {
  /// Prints a text above the line, and draws the line again below it, with the
  /// prompt that holds now.
  func printAbove(_ text: String, thenPrompt newPrompt: PromptText) {
    leaveArea()
    write(Self.rows(of: text))
    prompt = newPrompt
    redraw()
  }

  /// Draws prompt and line again, where they are, at the terminal's size of
  /// now. A terminal that got narrower has wrapped them anew by itself.
  func redrawAfterResize() {
    leaveArea()
    redraw()
  }

  /// Draws with another prompt.
  func redraw(prompt newPrompt: PromptText) {
    leaveArea()
    prompt = newPrompt
    redraw()
  }

  /// Prints lines below the text, and prompt and text again below them.
  func printBelow(_ lines: [String]) {
    moveBehindText()
    write("\r\n" + Self.rows(of: lines.joined(separator: "\n")))
    redraw()
  }

  /// Leaves the line as it stands, with `mark` behind it, for a fresh row.
  func abandonLine(mark: String) {
    moveBehindText()
    write(mark + "\r\n")
  }

  /// Wipes prompt and line off the terminal; the cursor is where they began.
  func eraseLine() { leaveArea() }

  /// Shows a text dim behind the line, where the cursor must be, as far as
  /// the row has room; the cursor stays.
  ///
  /// - Parameter ellipsis: stands where it was cut.
  /// - Returns: whether anything is shown.
  func showBehind(_ text: String, ellipsis: String) -> Bool {
    let area = area
    let shown = CandidateList.cut(text, to: columns - area.cursor.column - 1, ellipsis)
    let width = displayWidth(shown)
    guard area.cursor == area.end, width > 1, area.cursor.column + width < columns else { return false }
    write("\u{1B}[2m\(shown)\u{1B}[0m\u{1B}[\(width)D")
    return true
  }

  /// Takes away what `showBehind` has shown.
  func clearBehind() { write("\u{1B}[K") }

  private var area: EditArea {
    let line = line
    return EditArea(
      prompt: prompt.visible, line: line.scalars, cursorIndex: line.cursorIndex, columns: columns, rows: rows)
  }

  /// Goes to the first cell of the prompt and clears from there; to a fresh
  /// row on a terminal that cannot go back. The size is asked for each time:
  /// the signal that it has changed may be on its way still.
  private func leaveArea() {
    let area = area
    learnSize()
    guard canRedraw else {
      write("\r\n")
      return
    }
    let row = min(area.cursorRow(afterFlowingInto: columns), rows - 1)
    // Clearing from the first cell of the screen makes tmux keep the old rows in
    // its history, from where they come back when the terminal gets wider.
    write("\r" + (row > 0 ? "\u{1B}[\(row)A" : "") + "\u{1B}[C\u{1B}[J\r\u{1B}[K")
  }

  private func moveBehindText() {
    guard canRedraw else { return }
    let area = area
    let down = area.end.row - area.cursor.row
    write(
      (down > 0 ? "\u{1B}[\(down)B" : "") + "\r" + (area.end.column > 0 ? "\u{1B}[\(area.end.column)C" : ""))
  }

  /// The text with each of its lines ended, also for a terminal in raw mode.
  private static func rows(of text: String) -> String {
    var rows = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { rows += line + "\r\n" }
    return text.hasSuffix("\n") ? String(rows.dropLast()) : rows
  }
}
