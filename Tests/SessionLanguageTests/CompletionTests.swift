import RData
import SessionLanguage
import Testing

@Suite("Completion")
struct CompletionTests {
  private static let variables: [String: RValue] = [
    "opt": .list(["job": .string("x"), "inner": .list(["deep": .null])]), "job_id": .string("job1"),
  ]

  /// A short description of the context at `|`.
  private func context(_ marked: String) -> String {
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let text = parts.joined()
    let result = CompletionContext.at(
      text: String(text), cursor: parts[0].utf8.count, commands: RecordingHost.testCommands, variables: Self.variables)
    let tail = result.place.map { "\($0.isQuoted ? "\"" : "")\($0.prefix)@\($0.range.lowerBound)" } ?? ""
    switch result {
    case .command: return "command \(tail)"
    case .parameter(let command, let free, _):
      return "parameter \(command.name) \(free.map(\.name).joined(separator: ",")) \(tail)"
    case .value(let parameter, _, let names, _, _):
      return "value \(parameter.name) [\(names.map(\.name).joined(separator: ","))] \(tail)"
    case .variable: return "variable \(tail)"
    case .member(let names, _): return "member \(names.joined(separator: ",")) \(tail)"
    case .nothing: return "nothing"
    }
  }

  @Test(
    "the context at the cursor",
    arguments: [
      ("|", "command @0"), ("get|", "command get@0"), ("x <- 1; ge|", "command ge@8"), ("x <- 1\nge|", "command ge@7"),
      ("if (x) { ge|", "command ge@9"), ("x <- jo|", "variable jo@5"), ("mean(jo|", "variable jo@5"),
      ("getJob(|", "parameter getJob jobId,verbose @7"), ("getJob(jo|", "parameter getJob jobId,verbose jo@7"),
      ("getJob('a', ver|", "parameter getJob verbose ver@12"), ("getJob(jobId = '|", "value jobId [] \"@16"),
      ("getJob(jobId = \"job20|", "value jobId [] \"job20@16"), ("getJob('job2|", "value jobId [] \"job2@8"),
      ("getJob(jobId = jo|", "variable jo@15"), ("getJob('a', verbose = T|", "value verbose [] T@22"),
      ("getJobList(state: |", "value state [] @18"), ("getJobList(state: act|", "value state [] act@18"),
      ("getJobList(state: active,|", "value state [filter,verbose] @25"),
      ("getJobList(state: active, comp|", "value state [filter,verbose] comp@26"),
      ("getJobList(state = c('active', 'c|", "value state [] \"c@32"),
      ("getJobList(state = 'a|", "value state [] \"a@20"),
      ("getJob job2|", "value jobId [verbose] job2@7"), ("getJob |", "value jobId [verbose] @7"),
      ("getJob job1 |", "parameter getJob verbose @12"), ("getJob job1 ver|", "parameter getJob verbose ver@12"),
      ("deleteJob job1 jo|", "value jobId [verbose,yes] jo@15"), ("getJob 'jo|", "value jobId [] \"jo@8"),
      ("getJobList state: active,c|", "value state [] c@25"), ("getJobList state: active, |", "value state [] @26"),
      ("getJobList state=|", "value state [] @17"), ("getJob $jo|", "variable jo@8"),
      ("getJob $opt$jo|", "member job,inner jo@12"),
      ("opt$|", "member job,inner @4"), ("opt$inner$de|", "member deep de@10"),
      ("x <- opt$jo|", "member job,inner jo@9"),
      ("# get|", "nothing"), ("getJob job1 # jo|", "nothing"), ("cat('jo|", "nothing"), ("x <- 'jo|", "nothing"),
      ("source /tm|", "value file [] /tm@7"), ("source('/tm|", "value file [] \"/tm@8"),
      ("stopCluster po|", "value cluster [] po@12"),
      ("getJobFile job1 3|", "value taskId [filePath,downloadPath] 3@16"),
      ("foreach(i = 1:n) %dopar% { me|", "command me@27"), ("getJob(job_id)\nde|", "command de@15"),
      ("getJob job1\nde|", "command de@12"), ("getJob <- jo|", "variable jo@10"), ("getJob(x$|", "member  @9"),
      ("ge|tJob", "command ge@0"), ("12|", "nothing"),
      ("getJobList(filter, st|", "parameter getJobList state,verbose st@19"),
      ("{ getJob jo|", "value jobId [verbose] jo@9"), ("é <- 1; ge|", "command ge@9"),
      ("c(getJob('j|", "value jobId [] \"j@10"),
    ])
  func contexts(text: String, expected: String) {
    #expect(context(text) == expected, "\(text)")
  }

  @Test("words already written are given, so that a task is looked up in its job")
  func given() {
    let text = "getJobFile(jobId = 'job7', taskId = '"
    let result = CompletionContext.at(
      text: text, cursor: text.utf8.count, commands: RecordingHost.testCommands, variables: [:])
    guard case .value(let parameter, _, _, let given, _) = result else {
      Issue.record("no value is expected at the end of \(text)")
      return
    }
    #expect(parameter.kind == .taskID)
    #expect(given["jobId"] == ["job7"])
  }
}
