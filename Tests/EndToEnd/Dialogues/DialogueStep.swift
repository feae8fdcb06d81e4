/// One line of a dialogue.
///
/// A text that the screen must show may be broken between rows and words in
/// any way, so that one line fits all widths: blanks and line ends mean
/// nothing in it.
enum DialogueStep: Sendable, Equatable {
  // MARK: What is done

  /// `type TEXT`: types it. `<Enter>`, `<Tab>`, `<Up>`, `<^C>` and so on are
  /// keys; blanks at the end of a line are typed with `<Space>`.
  case type(String)
  /// `tab LINE`: Tab completes the line to this, at once or once what it wants
  /// is known.
  case tab(String)
  /// `run STATEMENT`: types it with Enter, and waits for the next prompt.
  case run(String)
  /// `paste COUNT LINE`: pastes so many lines, `{n}` being the number of each.
  case paste(count: Int, line: String)
  /// `ahead COUNT LINE`: types so many lines, with Enter behind each.
  case ahead(count: Int, line: String)
  /// `submit`: submits the job `{id}`, which runs until `open`.
  case submit
  /// `open`: lets the job `{id}` end.
  case open
  /// `elsewhere STATEMENT`: another session runs it.
  case elsewhere(String)
  /// `resize COLUMNS`: gives the terminal another width.
  case resize(Int)
  /// `signal NUMBER`: sends the shell a signal.
  case signal(Int32)
  /// `service killed`, `service stopped`; `service frozen` keeps it from
  /// answering until `service thawed`.
  case service(ServiceFate)
  /// `write FILE TEXT`: makes a file in the shell's directory.
  case write(String, String)
  /// `start OPTIONS`: ends the shell and opens it anew.
  case start([String])
  /// `session NUMBER`: goes on in another shell, which is opened the first
  /// time; that of the beginning is number 1.
  case session(Int)

  // MARK: What must be so

  /// `line TEXT`: the line that is typed, with its prompt.
  case line(String)
  /// `prompt`: an empty one, of whatever number of jobs; a new one behind what
  /// was typed with Enter, Ctrl-C or Ctrl-D at its end.
  case prompt
  /// `hint TEXT`: what is shown dim behind the cursor, cut where the row ends;
  /// without a text there is none.
  case hint(String)
  /// `cursor COLUMN`: where the cursor stands, from 0.
  case cursor(Int)
  /// `sees TEXT`: it was shown at some time.
  case sees(String)
  /// `lacks TEXT`: it was never shown.
  case lacks(String)
  /// `shows TEXT`: it stands on the screen now.
  case shows(String)
  /// `hides TEXT`: it does not.
  case hides(String)
  /// `cooked`: the terminal is in line mode, as a shell leaves it.
  case cooked
  /// `bell`: the bell has rung since keys were typed.
  case bell
  /// `times COUNT TEXT`: it was shown so often.
  case times(Int, String)
  /// `kept FILE TEXT`: a file of the shell's directory holds it.
  case kept(String, String)
  /// `unkept FILE TEXT`: it does not.
  case unkept(String, String)
  /// `ends STATUS`: the shell has ended so.
  case ends(Int32)

  enum ServiceFate: String, Sendable {
    case killed, stopped, frozen, thawed
  }

  init?(_ verb: String, _ rest: String) {
    let words = rest.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let first = words.first ?? ""
    let second = words.count > 1 ? words[1] : ""
    switch verb {
    case "type": self = .type(rest)
    case "tab": self = .tab(rest)
    case "run": self = .run(rest)
    case "paste", "ahead":
      guard let count = Int(first) else { return nil }
      self = verb == "paste" ? .paste(count: count, line: second) : .ahead(count: count, line: second)
    case "submit": self = .submit
    case "open": self = .open
    case "elsewhere": self = .elsewhere(rest)
    case "resize":
      guard let columns = Int(rest) else { return nil }
      self = .resize(columns)
    case "signal":
      guard let number = Int32(rest) else { return nil }
      self = .signal(number)
    case "service":
      guard let fate = ServiceFate(rawValue: rest) else { return nil }
      self = .service(fate)
    case "session":
      guard let number = Int(rest) else { return nil }
      self = .session(number)
    case "shows": self = .shows(rest)
    case "hides": self = .hides(rest)
    case "cooked": self = .cooked
    case "bell": self = .bell
    case "write": self = .write(first, second)
    case "start": self = .start(rest.split(separator: " ").map(String.init))
    case "line": self = .line(rest)
    case "prompt": self = .prompt
    case "hint": self = .hint(rest)
    case "cursor":
      guard let column = Int(rest) else { return nil }
      self = .cursor(column)
    case "sees": self = .sees(rest)
    case "lacks": self = .lacks(rest)
    case "times":
      guard let count = Int(first) else { return nil }
      self = .times(count, second)
    case "kept": self = .kept(first, second)
    case "unkept": self = .unkept(first, second)
    case "ends":
      guard let status = Int32(rest) else { return nil }
      self = .ends(status)
    default: return nil
    }
  }
}
