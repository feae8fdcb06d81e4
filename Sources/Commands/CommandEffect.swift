/// What becomes of a command in a dry run, which changes nothing on the
/// service.
package enum CommandEffect: Sendable {
  /// It changes nothing there and runs as always: it reads, or concerns this
  /// session and this machine alone.
  case none
  /// It changes something and is only named.
  case changes
  /// It says itself what it would do; see ``CommandContext/isDryRun``.
  case plans
}
