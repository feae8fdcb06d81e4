package import AzureWire

/// The environment of a task's process.
package enum TaskEnvironment {
  /// Names the run in its processes' environments, by which what is left of
  /// a run is found when its supervisor was killed.
  package static let runVariable = "AZP_RUN_ID"

  /// The value of ``runVariable``: no other on this machine, also when several
  /// of its nodes prepare the same job.
  package static func mark(_ launchID: String, _ paths: NodePaths) -> String { "\(launchID)@\(paths.root)" }

  /// What a task may see of the agent's environment: all but the agent's own
  /// variables and whatever looks like a credential.
  package static func inherited(from environment: [String: String]) -> [String: String] {
    var result = environment.filter { name, _ in
      let name = name.uppercased()
      return !ownPrefixes.contains { name.hasPrefix($0) } && !secretWords.contains { name.contains($0) }
    }
    if result["PATH"] == nil { result["PATH"] = "/usr/local/bin:/usr/bin:/bin" }
    if result["LANG"] == nil { result["LANG"] = "C.UTF-8" }
    return result
  }

  /// The inherited environment, the variables that Batch sets, and the
  /// settings of job and task, which win.
  package static func variables(
    inherited: [String: String], arguments: NodeAgentArguments, paths: NodePaths, run: TaskRun, launchID: String
  ) -> [String: String] {
    var result = inherited
    let task = paths.task(run.taskID, ofJob: run.jobID)
    result["AZ_BATCH_ACCOUNT_NAME"] = arguments.account
    result["AZ_BATCH_ACCOUNT_URL"] = arguments.endpoint
    result["AZ_BATCH_POOL_ID"] = arguments.poolID
    result["AZ_BATCH_NODE_ID"] = arguments.nodeID
    result["AZ_BATCH_NODE_IS_DEDICATED"] = arguments.isDedicated ? "true" : "false"
    result["AZ_BATCH_NODE_ROOT_DIR"] = paths.root
    result["AZ_BATCH_NODE_SHARED_DIR"] = paths.shared
    result["AZ_BATCH_NODE_STARTUP_DIR"] = paths.startup
    result["AZ_BATCH_NODE_MOUNTS_DIR"] = paths.mounts
    result["AZ_BATCH_TASK_DIR"] = task
    result["AZ_BATCH_TASK_WORKING_DIR"] = task + "/wd"
    result["AZ_BATCH_CERTIFICATES_DIR"] = task + "/certs"
    if !run.isStartTask {
      result["AZ_BATCH_JOB_ID"] = run.jobID
      result["AZ_BATCH_TASK_ID"] = run.taskID
    }
    if let preparation = run.preparation, !run.isStartTask {
      let directory = paths.task(preparation.id, ofJob: run.jobID)
      result["AZ_BATCH_JOB_PREP_DIR"] = directory
      result["AZ_BATCH_JOB_PREP_WORKING_DIR"] = directory + "/wd"
    }
    for setting in run.environment { result[setting.name] = setting.value }
    result[runVariable] = mark(launchID, paths)
    return result
  }

  /// `NAME=value` for each variable that can be one, in order of name.
  package static func lines(_ variables: [String: String]) -> [String] {
    variables.filter { name, value in
      !name.isEmpty && !name.contains("=") && !name.utf8.contains(0) && !value.utf8.contains(0)
    }
    .map { "\($0.key)=\($0.value)" }.sorted()
  }

  private static let ownPrefixes = ["AZP_", "AZ_BATCH_", "AZURE_"]
  private static let secretWords = [
    "SECRET", "TOKEN", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "API_KEY", "APIKEY", "ACCESS_KEY",
    "ACCOUNT_KEY", "PRIVATE_KEY", "CONNECTION_STRING", "SASKEY", "_SAS", "_PAT",
  ]
}
