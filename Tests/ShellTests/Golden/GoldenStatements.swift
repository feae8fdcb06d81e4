import Commands
import SessionLanguage
import Testing

/// What is typed for each golden file: for a command its examples, where
/// nothing else is said here.
enum GoldenStatements {
  /// A golden file, and the statements whose output it holds.
  struct Page: Sendable, CustomTestStringConvertible {
    var name: String
    var statements: [String]

    var testDescription: String { name }
  }

  static let pages: [Page] =
    CommandTable.commands.map { command in
      let name = command.signature.name
      return Page(name: name, statements: own[name] ?? command.examples)
    } + [Page(name: "values", statements: values)]

  /// `DIR` stands for a directory of the test's.
  private static let own: [String: [String]] = [
    "getJobList": ["getJobList()", "getJobList(state: completed)", "getJobList(state: disabled)"],
    "getJob": [
      "getJob nightly", "getJob(jobId = 'nightly', verbose = TRUE)", "getJob('nightly', verbose = FALSE)",
      "getJob broken", "getJob empty", "getJob nigthly", "getJob NIGH",
    ],
    "getJobResult": [
      "getJobResult nightly", "getJobResult table", "getJobResult('broken', partial = TRUE)",
      "getJobResult('nightly', tasks = 1)", "getJobResult broken", "getJobResult pricing-of-all-european-options",
    ],
    "waitForJob": ["waitForJob nightly", "waitForJob broken"],
    "getTaskList": [
      "getTaskList pricing-of-all-european-options", "getTaskList('broken', failed = TRUE)", "getTaskList empty",
    ],
    "getJobFile": ["getJobFile nightly 1 stdout.txt", "getJobFile nightly 1 gone.txt"],
    "terminateJob": ["terminateJob nightly", "terminateJob stuck dryRun"],
    "deleteJob": ["deleteJob nightly dryRun", "deleteJob nightly broken", "deleteJob nightly yes"],
    "explainJob": [
      "explainJob nightly", "explainJob broken", "explainJob stuck", "explainJob pricing-of-all-european-options",
    ],
    "retryJob": ["retryJob pricing-of-all-european-options", "retryJob nightly"],
    "watchJob": ["watchJob broken"],
    "plotJob": [
      "plotJob nightly", "plotJob stuck", "plotJob('nightly', file = 'DIR/nightly.svg')",
    ],
    "waitForTasksToComplete": ["waitForTasksToComplete nightly", "waitForTasksToComplete broken"],
    "disableJob": ["disableJob stuck"],
    "enableJob": ["enableJob stuck"],
    "generateCredentialsConfig": [
      "generateCredentialsConfig('DIR/credentials.json')", "generateCredentialsConfig('DIR/credentials.json')",
    ],
    "setCredentials": ["setCredentials local", "setCredentials('DIR/none.json')"],
    "generateClusterConfig": [
      "generateClusterConfig('DIR/cluster.json')", "generateClusterConfig('DIR/cluster.json')",
    ],
    "makeCluster": ["generateClusterConfig('DIR/cluster.json')", "makeCluster('DIR/cluster.json')"],
    "getCluster": ["getCluster myPoolName", "getCluster gpu", "getCluster gone"],
    "getClusterList": ["getClusterList()", "getClusterList(state: deleting)"],
    "resizeCluster": ["resizeCluster('myPoolName', dedicatedMin = 4, dedicatedMax = 8)"],
    "stopCluster": ["stopCluster gpu yes", "stopCluster myPoolName"],
    "registerDoAzureParallel": ["registerDoAzureParallel myPoolName"],
    "getDoParWorkers": ["getDoParWorkers()", "registerDoAzureParallel myPoolName", "getDoParWorkers()"],
    "waitForNodesToComplete": ["waitForNodesToComplete myPoolName"],
    "getNodeList": ["getNodeList()", "getNodeList myPoolName"],
    "rebootNode": ["rebootNode myPoolName tvm-1"],
    "getClusterFile": [
      "getClusterFile gpu tvm-9 startup/stderr.txt",
      "getClusterFile('gpu', 'tvm-9', 'startup/stderr.txt', downloadPath = 'DIR/stderr.txt')",
    ],
    "listStorageContainers": ["listStorageContainers()", "listStorageContainers none"],
    "listStorageFiles": ["listStorageFiles nightly", "listStorageFiles nightly results/"],
    "getStorageFile": [
      "getStorageFile inputs data.csv", "getStorageFile('inputs', 'data.csv', 'DIR/data.csv')",
      "getStorageFile inputs gone.csv",
    ],
    "uploadStorageFile": ["uploadStorageFile inputs DIR/small.csv"],
    "deleteStorageFile": ["deleteStorageFile inputs data.csv", "deleteStorageFile inputs data.csv yes"],
    "deleteStorageContainer": ["deleteStorageContainer inputs", "deleteStorageContainer inputs yes"],
    "setHttpTraffic": ["setHttpTraffic(FALSE)"],
    "setVerbose": ["setVerbose(TRUE)", "getJob gone", "setVerbose(FALSE)"],
    "notices": ["notices", "notices off", "notices", "notices summary", "notices all"],
    "history": ["history", "history 2", "history --as-script"],
    "source": ["source DIR/analysis.azp", "source DIR/none.azp"],
    "watch": ["watch count=2 1 getJobList(state: completed)", "watch(0.1, 1 + 1)", "watch 1", "watch(getJob('gone'))"],
    "session": [
      "session", "registerDoAzureParallel myPoolName", "setVerbose(TRUE)", "session reset", "session reset yes",
      "session",
    ],
    "timing": ["timing on", "timing off", "timing"],
    "log": ["log", "log DIR/session.txt", "log", "log off", "log off"],
    "View": ["View(getJobList(state: completed))", "View(list(a = 1, b = 'two'))"],
    "help": ["help", "help getJob", "help formats", "help getJbo"],
    "format": ["format"],
  ]

  /// Values that results are made of.
  private static let values = [
    "NULL", "TRUE", "1:3", "0.1 + 0.2", "c(a = 1, b = NA)", "c(x = 'one', y = NA)",
    "'a, \"quoted\"\\ttext\\nof two lines'", "''", "c(TRUE, NA)", "c(1, Inf, -Inf, NaN, NA)", "list()", "character(0)",
    "list(1, 'two', NULL)", "list(a = 1:2, b = list(c = 'x', d = NULL))", "list(1, list(2, 3))", "1e6 * 1:3",
    "data.frame(n = 1:2, word = c('one, two', NA), ok = c(TRUE, NA))",
    "data.frame(word = c('=1+1', ' blank ', ''))", "data.frame(n = integer(0))", "matrix(1:6, 2)",
    "factor(c('lo', 'hi', 'lo'))",
    "function(x) x + 1", "complex(real = 1, imaginary = -2)", "as.raw(c(1, 255))", "invisible(1)",
  ]
}
