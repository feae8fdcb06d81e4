/// Texts with `|` at the cursor, and the context there: its kind, what it
/// offers, and the word with the offset where it starts.
///
/// `value=` and `member=` mean that the word is written as a string, a quote
/// before the word that one is open, `variable!` that no command may stand
/// there.
enum CompletionCases {
  static let all: [(String, String)] = statements + held + calls + commandStyle + loops + members + strings + nowhere

  /// Statements that a command takes.
  private static let held = [
    ("watch 5 getJ|", "command getJ@8"), ("watch getJ|", "command getJ@6"), ("watch 5 |", "command @8"),
    ("watch 5 getJob jo|", "value jobId [verbose] jo@15"), ("watch(5, getJ|", "command getJ@9"),
    ("watch(getJ|", "command getJ@6"), ("watch 5 getJobList()\nge|", "command ge@21"),
  ]

  private static let statements = [
    ("|", "command @0"), ("get|", "command get@0"), ("  get|", "command get@2"), ("ge|tJob", "command ge@0"),
    ("x <- 1; ge|", "command x ge@8"), ("x <- 1\nge|", "command x ge@7"), ("\n\nge|", "command ge@2"),
    ("if (x) { ge|", "command ge@9"), ("if (x) ge|", "command ge@7"), ("if (x) 1 else ge|", "command ge@14"),
    ("for (k in 1:3) ge|", "command k ge@15"), ("while (TRUE) {\n  ge|", "command ge@17"),
    ("repeat ge|", "command ge@7"),
    ("x <- jo|", "command x jo@5"), ("x = jo|", "command x jo@4"), ("x <<- jo|", "command x jo@6"),
    ("x <-\n  jo|", "command x jo@7"), ("a$b <- jo|", "command a jo@7"), ("x[1] <- jo|", "command jo@8"),
    ("getJob <- jo|", "command getJob jo@10"), ("x <- y <- jo|", "command x,y jo@10"),
    ("x <- 1 + jo|", "variable x jo@9"), ("x +\n jo|", "variable jo@5"), ("1 -> jo|", "variable jo@5"),
    ("!jo|", "variable jo@1"), ("(jo|", "variable jo@1"), ("mean(jo|", "variable jo@5"), ("x[jo|", "variable jo@2"),
    ("mean(1,\n  jo|", "variable jo@10"), ("if (jo|", "variable jo@4"), ("for (k in jo|", "variable jo@10"),
    ("é <- 1; ge|", "command é ge@9"), ("x <- 'a'\n# note\nge|", "command x ge@16"),
    ("x <- r\"(a'b)\"; ge|", "command x ge@15"),
    ("getJob(job_id)\nde|", "command de@15"), ("getJob job1\nde|", "command de@12"),
    ("getJob job1; de|", "command de@13"),
    ("{ getJob job1 }\nde|", "command de@16"), ("x %in% jo|", "variable jo@7"), ("x |> ge|", "variable ge@5"),
    ("f <- function(a, b = 2) { a|", "variable! f,a,b a@26"), ("f <- function(a) a|", "variable! f,a a@17"),
    ("f <- \\(a) a|", "variable! f,a a@10"), ("f <- function(a) a\nge|", "command f,a ge@19"),
    ("function(a) getJob(jo|", "variable! a jo@19"), ("`my x` <- 1; m|", "command my x m@13"),
  ]

  private static let calls = [
    ("getJob(|", "parameter getJob jobId,verbose @7"), ("getJob(jo|", "parameter getJob jobId,verbose jo@7"),
    ("getJob(\n  jo|", "parameter getJob jobId,verbose jo@10"),
    ("x <- getJob(jo|", "parameter getJob jobId,verbose jo@12"),
    ("getJob('a', ver|", "parameter getJob verbose ver@12"), ("getJob(jobId = 'a', |", "parameter getJob verbose @20"),
    ("getJob(verbose = TRUE, |", "parameter getJob jobId @23"), ("mean(getJob(|", "parameter getJob jobId,verbose @12"),
    ("getJobList(filter, st|", "parameter getJobList state,verbose st@19"),
    ("getJob(jobId = '|", "value jobId [] '@16"), ("getJob(jobId = \"job20|", "value jobId [] \"job20@16"),
    ("getJob('job2|", "value jobId [] 'job2@8"), ("getJob(job = 'j|", "value jobId [] 'j@14"),
    ("getJob(jobId = jo|", "value= jobId [] jo@15"), ("getJob(jobId =|", "value= jobId [] @14"),
    ("getJob(jobId = |)", "value= jobId [] @15"), ("getJob('a', verbose = T|", "value= verbose [] T@22"),
    ("getJob(jobId = paste0(jo|", "variable jo@22"), ("getJob(jobId = x + jo|", "variable jo@19"),
    ("getJob(jobId = (jo|", "variable jo@16"), ("getJobList(filter = fi|", "value= filter [] fi@20"),
    ("getJobList(state: |", "value state [] @18"), ("getJobList(state:|", "value state [] @17"),
    ("getJobList(state: act|", "value state [] act@18"), ("getJobList(state: 'act|", "value state [] 'act@19"),
    ("getJobList(state: active,|", "value state [filter,verbose] @25"),
    ("getJobList(state: active, comp|", "value state [filter,verbose] comp@26"),
    ("getJobList(state: active,\n  comp|", "value state [filter,verbose] comp@28"),
    ("getJobList(state: active, verbose: |", "value verbose [] @35"),
    ("getJobList(state = c('active', 'c|", "value state [] 'c@32"), ("getJobList(state = c(|", "value= state [] @21"),
    ("getJobList(state = 'a|", "value state [] 'a@20"), ("getJobList(state = |", "value= state [] @19"),
    ("deleteJob(c('job1', 'jo|", "value jobId [] 'jo@21"), ("c(getJob('j|", "value jobId [] 'j@10"),
    ("getJobFile('job1', |", "parameter getJobFile taskId,filePath,downloadPath @19"),
    ("getJobFile('job1', '|", "value taskId [] '@20"), ("getJobFile(taskId = '1|", "value taskId [] '1@21"),
    ("stopCluster('po|", "value cluster [] 'po@13"), ("source('/tm|", "value file [] '/tm@8"),
    ("help(ge|", "value topic [] ge@5"), ("help('ge|", "value topic [] 'ge@6"), ("?ge|", "value topic [] ge@1"),
    ("x <- 1\n? ge|", "value topic [] ge@9"), ("format(1, |", "variable @10"), ("getJob(x$|", "member  @9"),
    ("x |> getJob(v|", "parameter getJob jobId,verbose v@12"),
  ]

  private static let commandStyle = [
    ("getJob |", "value jobId [verbose] @7"), ("getJob job2|", "value jobId [verbose] job2@7"),
    ("getJob jo|b2", "value jobId [verbose] jo@7"), ("  getJob   job2|", "value jobId [verbose] job2@11"),
    ("getJob job1 |", "parameter getJob verbose @12"), ("getJob job1 ver|", "parameter getJob verbose ver@12"),
    ("getJob verbose |", "value jobId [] @15"), ("getJob jobId: |", "value jobId [] @14"),
    ("getJob jobId: jo|", "value jobId [] jo@14"), ("getJob jobId=jo|", "value jobId [] jo@13"),
    ("getJob jobId = jo|", "value jobId [] jo@15"), ("getJob verbose: |", "value verbose [] @16"),
    ("getJob job1 \\\n  ver|", "parameter getJob verbose ver@16"),
    ("getJob 'jo|", "value jobId [] 'jo@8"), ("getJob \"my jo|", "value jobId [] \"my jo@8"),
    ("deleteJob job1 jo|", "value jobId [verbose,yes] jo@15"),
    ("deleteJob job1,jo|", "value jobId [verbose,yes] jo@15"),
    ("deleteJob job1 yes |", "value jobId [verbose] @19"), ("deleteJob 'a b' 'c|", "value jobId [] 'c@17"),
    ("getJobList state: active,c|", "value state [] c@25"), ("getJobList state: active, |", "value state [] @26"),
    ("getJobList state=|", "value state [] @17"), ("getJobList |", "value state [filter,verbose] @11"),
    ("getJobList verbose |", "value state [filter] @19"),
    ("getJob $jo|", "variable! jo@8"), ("getJob $opt$jo|", "member job,inner jo@12"),
    ("getJob $opt$inner$|", "member deep @18"), ("x <- getJobList state: a|", "value state [] a@23"),
    ("if (x) getJob jo|", "value jobId [verbose] jo@14"), ("{ getJob jo|", "value jobId [verbose] jo@9"),
    ("source /tm|", "value file [] /tm@7"), ("source '/my dir/|", "value file [] '/my dir/@8"),
    ("stopCluster po|", "value cluster [] po@12"), ("getJobFile job1 3|", "value taskId [filePath,downloadPath] 3@16"),
    ("getJobFile job1 3 stdout.txt /tm|", "value downloadPath [] /tm@29"),
    ("help ge|", "value topic [] ge@5"), ("help |", "value topic [] @5"), ("format js|", "value kind [] js@7"),
    ("setChunkSize |", "value value [] @13"),
  ]

  private static let everyOption =
    ".combine,.init,.final,.inorder,.multicombine,.maxcombine,.errorhandling,.packages,.export,.noexport,.verbose,"
    + ".options.azure,github,bioconductor"
  private static let everyAzureOption =
    "job,wait,chunkSize,enableCloudCombine,autoDeleteJob,maxTaskRetryCount,timeout,resourceFiles,outputFiles,inputs,reduce"

  private static let loops = [
    ("foreach(|", "parameter foreach \(everyOption) @8"),
    ("foreach(i = 1:3, .co|", "parameter foreach \(everyOption) .co@17"),
    ("foreach(i = nu|", "variable nu@12"), ("foreach(i = 1:nu|", "variable nu@14"),
    (
      "foreach(i = 1:3, .combine = c, .inorder = FALSE, .e|",
      "parameter foreach "
        + everyOption.replacing(".combine,", with: "").replacing(".inorder,", with: "") + " .e@49"
    ),
    ("foreach(i = 1:3, .errorhandling = |", "value= .errorhandling [] @34"),
    ("foreach(i = 1:3, .errorhandling = 're|", "value .errorhandling [] 're@35"),
    ("foreach(i = 1:3, .packages = 'st|", "value .packages [] 'st@30"),
    ("foreach(i = 1:3, .packages = c('stats', 'ut|", "value .packages [] 'ut@41"),
    ("foreach(i = 1:3, .packages = c(|", "value= .packages [] @31"),
    ("foreach(i = 1:3, .inorder = F|", "value= .inorder [] F@28"),
    ("foreach(i = 1:3, .combine = c|", "value= .combine [] c@28"),
    ("foreach(i = 1:3, .options.azure = op|", "value= .options.azure [] op@34"),
    ("foreach(i = 1:3, .options.azure = list(|", "parameter .options.azure \(everyAzureOption) @39"),
    (
      "foreach(i = 1:3, .options.azure = list(wait = FALSE, ch|",
      "parameter .options.azure "
        + everyAzureOption.replacing("wait,", with: "") + " ch@53"
    ),
    ("foreach(i = 1:3, .options.azure = list(wait = |", "value= wait [] @46"),
    ("foreach(i = 1:3, .options.azure = list(job = 'my|", "value job [] 'my@46"),
    ("foreach(i = list(|", "variable @17"), ("opt <- list(wa|", "variable opt wa@12"),
    ("foreach(i = 1:n) %dopar% { me|", "variable! i me@27"), ("foreach(i = 1:n) %dopar % { me|", "variable! i me@28"),
    ("foreach(i = 1:n, k = a, .combine = c) %do% {\n  x <- 1\n  |", "variable! i,k,x @56"),
    ("foreach(i = 1:n) %dopar% sq|", "variable! i sq@25"), ("foreach(i = 1:n) %dopar% { getJob(|", "variable! i @34"),
    ("foreach(i = 1:n) %dopar% { opt$|", "member job,inner @31"),
    ("foreach(i = 1:n) %dopar% { i }\nge|", "command i ge@31"),
    ("x <- foreach(i = 1:n) %do% i; ge|", "command x,i ge@30"), ("foreach(i = 1:3)|", "variable i @16"),
    ("foreach(i = 1:n) %dopar% {\n  if (i) {\n    f|", "variable! i f@42"),
  ]

  private static let members = [
    ("opt$|", "member job,inner @4"), ("opt$j|", "member job,inner j@4"), ("opt$inner$de|", "member deep de@10"),
    ("x <- opt$jo|", "member job,inner jo@9"), ("mean(opt$|", "member job,inner @9"),
    ("opt$`j|", "member job,inner `j@5"),
    ("opt$'j|", "member job,inner 'j@5"), ("opt[['|", "member job,inner '@6"),
    ("opt[[\"jo|", "member job,inner \"jo@6"),
    ("opt[['inner']][['|", "member deep '@17"), ("opt[['inner']]$|", "member deep @15"),
    ("opt$inner[['|", "member deep '@12"),
    ("opt['|", "member job,inner '@5"), ("opt[[|", "member= job,inner @5"), ("opt[[jo|", "member= job,inner jo@5"),
    ("opt[[1, |", "variable @8"), ("job_id[[|", "variable @8"), ("nobody$|", "member  @7"),
    ("opt$inner$deep$|", "member  @15"),
    ("`d f`$|", "member a b @6"), ("`d f`$`a b`$|", "member c @12"), ("f(x)$|", "member  @5"),
    ("opt@|", "member job,inner @4"),
    ("opt $ j|", "member job,inner j@6"), ("opt$\n  j|", "member job,inner j@7"), ("stats::rn|", "nothing"),
  ]

  private static let strings = [
    ("readRDS('/tm|", "path '/tm@9"), ("readRDS(\"|", "path \"@9"), ("read.csv(file = 'da|", "path 'da@17"),
    ("write.csv(x, '|", "path '@14"), ("x <- '/tm|", "path '/tm@6"), ("x <- '~/|", "path '~/@6"),
    ("f(a, './|", "path './@6"),
    ("foreach(i = 1:3) %dopar% readRDS('/d|", "path '/d@34"), ("`my|", "variable! `my@1"),
    ("x <- `my|", "variable! x `my@6"),
  ]

  private static let nowhere = [
    ("# get|", "nothing"), ("getJob job1 # jo|", "nothing"), ("x <- 1 # ge|", "nothing"),
    ("foreach(i = 1 # ge|", "nothing"),
    ("cat('jo|", "nothing"), ("x <- 'jo|", "nothing"), ("x <- 'jo\nge|", "nothing"), ("x <- r\"(ge|", "nothing"),
    ("12|", "nothing"), ("x <- 0x1|", "nothing"), ("cat(\"it's|", "nothing"), ("x <- '\\'ge|", "nothing"),
  ]
}
