import AzureWire

extension AzureError {
  /// The error that an answer with a status of 300 or above stands for.
  ///
  /// - Parameters:
  ///   - verb: what was attempted, such as `add`.
  ///   - isToken: whether the request carried a token, or asked for one.
  init(
    answer: HTTPAnswer, verb: String, subject: Subject, endpoint: String, account: String, isToken: Bool,
    now: Timestamp
  ) {
    let details = ErrorDetails(answer)
    let kind = Kind(status: answer.status, code: details.code ?? "")
    let sentence = ErrorSentence(
      verb: verb, subject: subject, details: details, status: answer.status, endpoint: endpoint, account: account,
      isToken: isToken,
      skew: kind == .authentication ? ClockSkew(dateHeader: answer.header("date"), now: now) : nil)
    self.init(
      kind: kind, status: answer.status, code: details.code ?? "Status\(answer.status)", message: sentence.text)
    serviceMessage = details.message
    requestID = details.requestID
    values = details.values
    retryAfter = Self.retryAfter(answer.header("retry-after"), now: now)
  }

  /// Seconds, or a date.
  private static func retryAfter(_ text: String?, now: Timestamp) -> Duration? {
    guard let text else { return nil }
    if let seconds = Int64(text), seconds >= 0 { return .seconds(min(seconds, 86_400)) }
    guard let time = Timestamp(rfc1123: text) else { return nil }
    return .seconds(min(max(0, time.secondsSince1970 - now.secondsSince1970), 86_400))
  }
}

extension AzureError.Kind {
  fileprivate init(status: Int, code: String) {
    switch (status, code.lowercased()) {
    case (_, "authenticationfailed"), (_, "invalidauthenticationinfo"), (401, _), (403, _): self = .authentication
    case (404, _): self = .notFound
    case (409, _): self = .conflict
    case (412, _), (304, _): self = .preconditionFailed
    case (413, _): self = .tooLarge
    case (408, _), (_, "operationtimedout"): self = .timeout
    case (429, _), (503, _): self = .throttled
    case (500..., _): self = .service
    case (400..., _): self = .invalidRequest
    default: self = .protocol
    }
  }
}
