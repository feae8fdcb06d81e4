extension ReplayTests {
  /// Members of recordings since 2017 that the client does not carry, and
  /// why: all of them are gone from the version that it speaks.
  static let explainedInRecordings = [
    "applicationLicenses": "removed in 2024-07-01 with rendering",
    "authenticationTokenSettings": "retired in September 2024",
    "blobSource": "httpUrl since 2018-12-01",
    "certificateReferences": "removed in 2025-06-01 with certificates",
    "cloudServiceConfiguration": "removed in 2024-07-01 with Cloud Services",
    "currentDedicated": "currentDedicatedNodes since 2017-05-01",
    "maxTasksPerNode": "taskSlotsPerNode since 2020-09-01",
    "resourceTags": "removed in 2025-06-01",
    "targetDedicated": "targetDedicatedNodes since 2017-05-01",
    "targetNodeCommunicationMode": "removed in 2025-06-01",
    "validationStatus": "removed from the counts in 2018-08-01",
  ]

  /// The same for the official examples, which are of 2024-07-01.
  static let explainedInExamples = [
    "currentNodeCommunicationMode": "removed in 2025-06-01",
    "resourceTags": "removed in 2025-06-01",
    "targetNodeCommunicationMode": "removed in 2025-06-01",
  ]
}
