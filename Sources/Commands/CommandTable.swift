package import SessionLanguage

/// Every command there is, in the order `help` lists them.
package enum CommandTable {
  /// All of them, in the order of `help`.
  package static let commands: [any Command] = [
    GetJobList(), GetJob(), GetJobResult(), WaitForJob(), GetTaskList(), GetJobFile(), TerminateJob(), DeleteJob(),
    ExplainJob(), RetryJob(), WatchJob(), PlotJob(), WaitForTasksToComplete(), DisableJob(), EnableJob(),
    GenerateCredentialsConfig(), SetCredentials(),
    GenerateClusterConfig(), MakeCluster(), GetCluster(), GetClusterList(), ResizeCluster(), StopCluster(),
    RegisterDoAzureParallel(), GetDoParWorkers(), WaitForNodesToComplete(), GetNodeList(), RebootNode(),
    GetClusterFile(),
    ListStorageContainers(), ListStorageFiles(), GetStorageFile(), UploadStorageFile(), DeleteStorageFile(),
    DeleteStorageContainer(), CreateOutputFile(),
    SetChunkSize(), SetAutoDeleteJob(), SetReduce(), SetVerbose(), SetHttpTraffic(),
    Notices(), Refresh(), History(), Source(), Timing(), Log(), Watch(),
    ShowSession(), ViewValue(), Format(), Help(), Quit(),
  ]

  package static let signatures = commands.map(\.signature)

  /// - Returns: nil for a name that is no command.
  package static func command(named name: String) -> (any Command)? {
    commands.first { $0.signature.name == name }
  }
}
