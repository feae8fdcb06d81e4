extension RecordedAnswerTests {
  private static let noPoolsForJobs = "the job was made on a pool that was there already, like every job of this test"
  private static let httpURL = "httpUrl since 2018-12-01, by which older sources are answered too"
  private static let noImages = "the one image of this machine is no product with an end of support"

  private static let leftOut = "the description has it for whatever has ended; the example leaves it out"
  private static let pastTimes = "the times of the example have passed, so that its job is made at once"

  /// Members that are answered in every version, and the first version whose
  /// clients know them; older ones pass over them.
  static let newer = [
    "+job: allowTaskPreemption": "2022-01-01",
    "+job: jobManagerTask.allowLowPriorityNode": "2017-05-01",
    "+job: jobManagerTask.requiredSlots": "2020-09-01",
    "+job: maxParallelTasks": "2021-06-01",
    "+node: runningTaskSlotsCount": "2020-09-01",
    "+node: runningTasksCount": "2018-12-01",
    "+node: totalTasksSucceeded": "2018-12-01",
    "+nodecounts: value.dedicated.deallocated": "2024-07-01",
    "+nodecounts: value.dedicated.deallocating": "2024-07-01",
    "+nodecounts: value.dedicated.leavingPool": "2018-08-01",
    "+nodecounts: value.dedicated.upgradingOS": "2024-02-01",
    "+nodecounts: value.lowPriority.deallocated": "2024-07-01",
    "+nodecounts: value.lowPriority.deallocating": "2024-07-01",
    "+nodecounts: value.lowPriority.leavingPool": "2018-08-01",
    "+nodecounts: value.lowPriority.upgradingOS": "2024-02-01",
    "+pool: currentLowPriorityNodes": "2017-05-01",
    "+pool: startTask.userIdentity": "2017-05-01",
    "+pool: targetLowPriorityNodes": "2017-05-01",
    "+schedule: jobSpecification.allowTaskPreemption": "2022-01-01",
    "+schedule: jobSpecification.maxParallelTasks": "2021-06-01",
    "+task: requiredSlots": "2020-09-01",
  ]

  /// Members that are missing or more in any version, and why.
  static let explainedInRecordings = [
    "+job: executionInfo.terminateReason": "the recorded jobs failed; this one was ended by a client, and says so",
    "+job: poolInfo.poolId": noPoolsForJobs,
    "-job: poolInfo.autoPoolSpecification": noPoolsForJobs,
    "-job: executionInfo.schedulingError": "the recorded jobs failed for want of a pool of their own",
    "+job: jobManagerTask.resourceFiles.httpUrl": httpURL,
    "+job: jobPreparationTask.resourceFiles.httpUrl": httpURL,
    "+job: jobReleaseTask.resourceFiles.httpUrl": httpURL,
    "-job: jobManagerTask.resourceFiles.blobSource": httpURL,
    "-job: jobPreparationTask.resourceFiles.blobSource": httpURL,
    "-job: jobReleaseTask.resourceFiles.blobSource": httpURL,
    "-jobs/*/taskcounts: validationStatus": "removed in 2018-08-01",
    "-node: certificateReferences": "removed in 2025-06-01 with certificates",
    "-node: endpointConfiguration": "a node of this machine is behind no load balancer that forwards ports",
    "-node: nodeAgentInfo": "the agent is of the same program as the service, whose version it has",
    "-pool: resizeErrors": "the real service had not the nodes that were asked for",
    "-supportedimages: value.batchSupportEndOfLife": noImages,
    "-supportedimages: value.capabilities": noImages,
  ]

  /// The same for the official examples.
  static let explainedInExamples = [
    "+node: runningTaskSlotsCount": "the example leaves it out; recordings since 2020-09-01 have it",
    "+node: startTaskInfo.result": leftOut,
    "+preparation: value.jobPreparationTaskExecutionInfo.result": leftOut,
    "+preparation: value.jobReleaseTaskExecutionInfo.result": leftOut,
    "+schedule: executionInfo.recentJob": pastTimes,
    "+schedule: jobSpecification.allowTaskPreemption": "the example leaves out a default",
    "+schedule: schedule": "what a client says of the times is answered, even if it is nothing",
    "-schedule: executionInfo.nextRunTime": pastTimes,
    "-jobs/*/tasks/*/subtasksinfo: value": "no task runs in parts here",
    "-node: nodeAgentInfo": "the agent is of the same program as the service, whose version it has",
    "-supportedimages: value.batchSupportEndOfLife": noImages,
    "-supportedimages: value.capabilities": noImages,
  ]
}
