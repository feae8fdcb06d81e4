extension AzureError {
  static func timeout(_ exchange: HTTPExchange) -> AzureError {
    let seconds = exchange.timeLimit.components.seconds
    return AzureError(
      kind: .timeout, code: "RequestTimedOut",
      message: "The service at \(exchange.endpoint) did not answer within \(seconds) s; try again later.")
  }

  static func unreachable(_ exchange: HTTPExchange) -> AzureError {
    AzureError(
      kind: .unreachable, code: "ServiceUnreachable",
      message: "Nothing answers at \(exchange.endpoint); start the service or check the endpoint.")
  }

  static func connectionLost(_ exchange: HTTPExchange) -> AzureError {
    AzureError(
      kind: .connectionLost, code: "ConnectionLost",
      message: "The connection to \(exchange.endpoint) broke before the answer was complete; try again.")
  }

  static func tooLarge(_ exchange: HTTPExchange) -> AzureError {
    AzureError(
      kind: .tooLarge, code: "AnswerTooLarge",
      message: "The answer of \(exchange.endpoint) is larger than the \(exchange.maximumBytes) bytes allowed; "
        + "ask for less at a time.")
  }
}
