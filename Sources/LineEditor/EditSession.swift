internal import CEditLine

/// One libedit session, in Swift's words. Lives on the editor's thread.
final class EditSession {
  /// What libedit asks for.
  protocol Owner: AnyObject {
    /// Waits for a key.
    func readKey() -> KeyRead
    /// Runs a key of ours; false rings the bell.
    func run(_ command: Command) -> Bool
  }

  enum KeyRead {
    case scalar(Unicode.Scalar)
    case endOfInput
    case abandon
  }

  enum Command {
    case complete
    case insertPaste
    case historyPrevious
    case historyNext
    case acceptHint
  }

  enum Outcome {
    /// A line without its newline.
    case line(String)
    case endOfInput
    case abandoned
  }

  /// The line that is being edited.
  struct Line {
    var scalars: [Unicode.Scalar]
    /// How many scalars stand before the cursor.
    var cursorIndex: Int

    var text: String { Self.string(scalars[...]) }
    /// The cursor as a UTF-8 offset.
    var cursor: Int { Self.string(scalars[..<cursorIndex]).utf8.count }

    /// How many scalars stand before a UTF-8 offset.
    func scalarIndex(atUTF8 offset: Int) -> Int {
      var bytes = 0
      return scalars.firstIndex { scalar in
        defer { bytes += UTF8.width(scalar) }
        return bytes >= offset
      } ?? scalars.count
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
      String(String.UnicodeScalarView(scalars))
    }
  }

  private let handle: OpaquePointer

  /// Opens libedit for `owner`, which must outlive the session, or fails for
  /// want of memory.
  init?(programName: String, owner: some Owner) {
    // The pointer is only turned back while the owner runs this session.
    let box = Unmanaged.passRetained(OwnerBox(owner))
    let callbacks = ceditline_callbacks(
      context: box.toOpaque(),
      read_scalar: { context, scalar in
        guard let owner = OwnerBox.owner(context) else { return 0 }
        switch owner.readKey() {
        case .scalar(let key):
          scalar?.pointee = key.value
          return 1
        case .endOfInput: return 0
        case .abandon: return -1
        }
      },
      run_command: { context, number in
        guard let owner = OwnerBox.owner(context), let command = Command(number) else { return false }
        return owner.run(command)
      })
    guard let handle = ceditline_open(programName, callbacks) else {
      box.release()
      return nil
    }
    self.handle = handle
    self.box = box
  }

  private let box: Unmanaged<OwnerBox>

  deinit {
    ceditline_close(handle)
    box.release()
  }

  var isTerminal: Bool { ceditline_is_terminal(handle) }
  var canRedraw: Bool { ceditline_can_redraw(handle) }
  var usesViKeys: Bool { ceditline_uses_vi_keys(handle) }
  var columns: Int { Int(ceditline_columns(handle)) }
  var rows: Int { Int(ceditline_rows(handle)) }

  var prompt = PromptText("") {
    didSet { ceditline_set_prompt(handle, prompt.marked) }
  }

  /// Edits a line until Enter, the end of input, or `KeyRead.abandon`.
  func readLine() -> Outcome {
    var length = 0
    var outcome: Int32 = 0
    let bytes = ceditline_read_line(handle, &length, &outcome)
    if outcome == Int32(bitPattern: ceditline_outcome_end.rawValue) { return .endOfInput }
    guard let bytes, outcome == Int32(bitPattern: ceditline_outcome_line.rawValue) else { return .abandoned }
    let text = UnsafeRawBufferPointer(start: bytes, count: length)
    let newline = text.last == 0x0A || text.last == 0x0D
    return .line(String(decoding: text.dropLast(newline ? 1 : 0), as: UTF8.self))
  }

  var line: Line {
    var length = 0
    var cursor = 0
    let pointer = ceditline_line(handle, &length, &cursor)
    let scalars = UnsafeBufferPointer(start: pointer, count: length).map { Unicode.Scalar($0) ?? "\u{FFFD}" }
    return Line(scalars: scalars, cursorIndex: min(max(cursor, 0), length))
  }

  func insert(_ text: String) {
    let scalars = text.unicodeScalars.map(\.value)
    guard !scalars.isEmpty else { return }
    ceditline_insert(handle, scalars, scalars.count)
  }

  /// Replaces a range of scalars and leaves the cursor behind the new text.
  func replace(_ range: Range<Int>, with text: String) {
    ceditline_move_cursor(handle, Int32(range.upperBound - line.cursorIndex))
    ceditline_delete_before(handle, Int32(range.count))
    insert(text)
  }

  func moveRight() { ceditline_move_cursor(handle, 1) }

  func redraw() { ceditline_redraw(handle) }

  /// Takes over the terminal's new size; the caller redraws at once.
  func learnSize() { ceditline_learn_size(handle) }

  func setEditingMode(_ isEditing: Bool) { ceditline_set_editing_mode(handle, isEditing) }

  /// Writes to the terminal, behind everything that was printed before.
  func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { ceditline_write(handle, $0.baseAddress, $0.count) }
    }
  }

  /// Makes room for a line of that many scalars. Only between lines.
  func reserve(_ count: Int) { ceditline_reserve(handle, count) }

  /// Lines up to this many scalars need no `reserve`.
  static let initialCapacity = Int(ceditline_initial_capacity)

  /// Appends to what Ctrl-R searches. An entry longer than the room reserved
  /// would be shown cut.
  func addHistory(_ entry: String) { ceditline_add_history(handle, entry) }
}

extension EditSession.Command {
  fileprivate init?(_ number: Int32) {
    switch UInt32(bitPattern: number) {
    case ceditline_complete.rawValue: self = .complete
    case ceditline_insert_paste.rawValue: self = .insertPaste
    case ceditline_history_previous.rawValue: self = .historyPrevious
    case ceditline_history_next.rawValue: self = .historyNext
    case ceditline_accept_hint.rawValue: self = .acceptHint
    default: return nil
    }
  }
}

/// What the C callbacks carry through libedit.
private final class OwnerBox {
  weak var owner: (any EditSession.Owner)?

  init(_ owner: any EditSession.Owner) { self.owner = owner }

  static func owner(_ context: UnsafeMutableRawPointer?) -> (any EditSession.Owner)? {
    context.flatMap { Unmanaged<OwnerBox>.fromOpaque($0).takeUnretainedValue().owner }
  }
}
