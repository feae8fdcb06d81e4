/// What may happen to a shell in any state; a line `on EVENT` says that a
/// dialogue is about it.
enum DialogueEvent: String, Sendable, CaseIterable {
  /// A job ends.
  case notice
  /// The terminal gets another width.
  case resize
  /// Much text comes at once.
  case paste
  case interrupt = "Ctrl-C"
  case endOfFile = "Ctrl-D"
  case suspend = "Ctrl-Z"
  case redraw = "Ctrl-L"
  /// SIGTERM or SIGHUP.
  case signal
  /// The service is killed, and comes back.
  case outage
  /// Another session deletes a job.
  case deletion
}
