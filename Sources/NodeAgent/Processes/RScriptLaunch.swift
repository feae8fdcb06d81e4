package import AzureWire
import Glibc

/// What a supervisor must know to run a command's R script in its R host;
/// see `cts_r_script`.
package struct RScriptLaunch: Sendable, Equatable {
  /// R's front end, beside the `Rscript` that the command would find.
  package var frontEnd: String
  package var outputPath: String
  /// Must be there when R has ended with 0; nil when nothing must.
  package var resultPath: String?
  package var complaint: String
  /// As commandArgs() has them.
  package var arguments: [String]

  /// - Returns: Nil when the run is no such script, or R is not found as the
  ///   command would find it; the command itself is then the way.
  package init?(_ run: TaskRun, variables: [String: String], workingDirectory: String) {
    guard variables[RScriptCommand.warmVariable] == "1",
      let command = RScriptCommand(commandLine: run.commandLine),
      let directory = variables["AZ_BATCH_JOB_PREP_WORKING_DIR"], RScriptCommand.isPlain(directory),
      !Self.looksAround(workingDirectory, variables),
      let task = variables["AZ_BATCH_TASK_ID"], RScriptCommand.isPlain(task),
      let program = ProgramSearch.find(
        "Rscript", path: variables["PATH"] ?? "", workingDirectory: workingDirectory),
      let frontEnd = ProgramSearch.find(
        program.dropLast("script".count).description, path: "", workingDirectory: workingDirectory)
    else { return nil }
    self.frontEnd = frontEnd
    outputPath = "\(workingDirectory)/\(RScriptCommand.log(ofTask: task))"
    resultPath = command.complaint.map { _ in "\(workingDirectory)/\(RScriptCommand.result(ofTask: task))" }
    complaint = command.complaint ?? ""
    // What Rscript hands to R.
    arguments =
      ["R", "--no-echo", "--no-restore"] + RScriptCommand.options + ["--file=\(directory)/\(command.script)", "--args"]
      + command.arguments
  }

  /// Whether R, when it starts, would read what lies in the working directory:
  /// a host starts elsewhere.
  private static func looksAround(_ workingDirectory: String, _ variables: [String: String]) -> Bool {
    let paths = ["R_PROFILE_USER", "R_LIBS", "R_LIBS_USER", "R_LIBS_SITE"].compactMap { variables[$0] }
      .flatMap { $0.split(separator: ":") }
    return access(workingDirectory + "/.Rprofile", F_OK) == 0
      || !paths.allSatisfy { path in ["/", "~", "%"].contains { path.hasPrefix($0) } }
  }

  /// Whether a setting belongs to one run, and not to all that an R host may
  /// run: R reads none of these when it starts.
  package static func isOwn(_ setting: String) -> Bool {
    setting.hasPrefix("AZ_BATCH_") || setting.hasPrefix("AZP_")
  }
}
