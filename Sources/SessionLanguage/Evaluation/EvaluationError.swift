/// What went wrong while a value was computed, before it is known where in
/// the source.
struct EvaluationError: Error {
  var message: String
  /// What R says of it, where the message says more; see
  /// ``Diagnostic/condition``.
  var condition: String?

  init(_ message: String, condition: String? = nil) {
    self.message = message
    self.condition = condition
  }
}

/// Thrown by an operation that leaves its operands to R: those of a class of
/// their own, or with options that azp does not know.
struct NotEvaluatedHere: Error {}

/// `break` and `next` on their way to the loop around them.
enum LoopSignal: Error {
  case breakLoop, nextLoop
}
