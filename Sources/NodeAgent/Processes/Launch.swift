/// A process to start, all paths absolute.
package struct Launch: Sendable {
  package var executable: String
  /// The first is the name the program sees.
  package var arguments: [String]
  /// `NAME=value`.
  package var environment: [String]
  /// Where the process starts.
  package var workingDirectory: String
  /// The file that gets its standard output.
  package var stdoutPath: String
  /// The file that gets its error stream.
  package var stderrPath: String
  /// After this the process tree is ended.
  package var wallClock: Duration?
  /// Between SIGTERM and SIGKILL.
  package var grace: Duration
  /// What the command comes to when it is an R script.
  package var rScript: RScriptLaunch?

  package init(
    executable: String, arguments: [String], environment: [String], workingDirectory: String, stdoutPath: String,
    stderrPath: String, wallClock: Duration?, grace: Duration, rScript: RScriptLaunch? = nil
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.stdoutPath = stdoutPath
    self.stderrPath = stderrPath
    self.wallClock = wallClock
    self.grace = grace
    self.rScript = rScript
  }
}
