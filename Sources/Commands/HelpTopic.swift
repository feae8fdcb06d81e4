import Rendering

/// A page of `help` on something that is no command.
package struct HelpTopic: Sendable {
  /// What is typed behind `help`.
  package let name: String
  /// One line without a full stop.
  package let summary: String
  /// Lines of 80 columns at the most.
  package let text: String

  /// The topics that are no commands.
  package static let all = [language, formats, environment, exitStatus]

  private static let language = HelpTopic(
    name: "language", summary: "statements, commands, loops and scripts",
    text: """
      Statements are R's. Commands have a second, shell-like spelling, in which
      words are literal, $name inserts a variable, a flag is switched on by its
      name, and `name: value` or `name=value` sets a parameter:

        getJobList(state: active,completed)
        getJob job20170714215517 verbose
        getJob(jobId = "job20170714215517", verbose = TRUE)
        deleteJob $job_id yes

      $last is the value of the last statement, R's .Last.value.

      A loop is a job. Its body is R and runs on the nodes, and the variables that
      it mentions travel with it; %do% in place of %dopar% runs it here:

        opt <- list(job = "nightly", wait = FALSE)
        foreach(i = 1:10, .combine = c, .options.azure = opt) %dopar% { i^2 }

      A script is parsed whole before its first statement runs, and stops at the
      first error, which names file:line:column. commandArgs(trailingOnly = TRUE)
      gives what stands behind the script's name on the command line.

        azp script.azp 10 fast       a script with two arguments
        azp -e 'getJobList()'        a statement or several
        azp < script.azp             standard input
        azp --check script.azp       look for mistakes, run nothing
        azp --keep-going script.azp  go on after errors, end non-zero all the same
        azp --yes script.azp         answer every question with yes
        azp --dry-run script.azp     change nothing on the service, say what would be

      """)

  private static let formats = HelpTopic(
    name: "formats", summary: "how values are written: json, csv, ids and others",
    text: """
      `format NAME` chooses for the rest of the session, `azp --format NAME` for a
      script:

      \(FormatName.allCases.map(row).joined())
      Tables at a terminal fit its width: sentences are shortened first, then columns
      are left out from the right, with a note; ids are never cut. What is higher than
      the screen goes through $PAGER. Without a terminal everything is written in
      full, without colours.

      In json, ndjson, csv, tsv and ids only values stand on standard output; what is
      said to people goes to standard error. The form of their cells:

        text, factors     as they are
        numbers           with all their digits; Inf, -Inf and NaN as text
        TRUE, FALSE       true, false
        times             RFC 3339 in UTC, 2026-11-28T15:53:20Z; dates 2026-11-28
        lengths of time   seconds, as a number; people read 3m 20s
        NA                null in JSON, empty in csv and tsv

      JSON of other values: NULL is null; a vector of one element is that element,
      a longer one an array; names make an object; a list is an array or an object;
      a data frame is an array with an object for each row, whose members have the
      names of the columns; a matrix is an array of its rows. New columns may be
      added; those there are keep their name and meaning. getJobList gives

        [
          {"Id": string, "State": "active" | "disabling" | "disabled" | "enabling" |
           "terminating" | "completed" | "deleting", "Status": string,
           "FailedTasks": number, "TotalTasks": number}, ...
        ]

      """)

  private static func row(_ format: FormatName) -> String {
    let name = format.rawValue
    return "  \(name)\(String(repeating: " ", count: 10 - name.count))\(format.summary)\n"
  }

  private static let environment = HelpTopic(
    name: "environment", summary: "the variables that azp obeys",
    text: """
        AZP_STATE_DIR    where the service, its jobs and the history live
        XDG_STATE_HOME   its parent without that (default ~/.local/state)
        PATH             where Rscript is found
        PAGER            shows what is higher than the screen (default less);
                         empty or cat for none
        LESS             options of less (default FRX: leave at once when all fits)
        NO_COLOR         not empty: no colours
        CLICOLOR_FORCE   neither empty nor 0: colours without a terminal as well
        TERM             dumb: no colours, no pager, no line that is written over
        ACCESSIBLE       neither empty nor 0: lines that stay as they are, a sign of
                         life every half minute of a wait, numbered candidates,
                         no pager and no viewer
        R_LIBS, R_LIBS_USER
                         where R's packages are, for completion and R itself
        EDITRC           the file of libedit's key bindings (default ~/.editrc)

      """)

  private static let exitStatus = HelpTopic(
    name: "exit-status", summary: "what azp says to the shell that started it",
    text: ExitMeaning.allCases.map { meaning in
      let number = String(meaning.rawValue)
      return "  \(String(repeating: " ", count: 3 - number.count))\(number)  \(meaning.text)\n"
    }.joined() + "\nWith --keep-going it is the status of the first error.\n")
}
