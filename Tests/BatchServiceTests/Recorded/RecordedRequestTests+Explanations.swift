extension RecordedRequestTests {
  static let explainedInRecordings: [String: String] = [:]

  static let explainedInExamples: [String: String] = [:]
}
