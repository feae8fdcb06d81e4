/// What is written in the `foreach(...)` calls of a loop, before what it runs
/// over is evaluated.
struct LoopArguments {
  /// One `foreach(...)`.
  struct Level {
    var level = LoopLevel()
    /// What it runs over; without a name it only bounds how often.
    var variables: [(name: String, expression: Expression)] = []
    /// Whether the one variable is a number: how often the body runs.
    var isTimes = false
    var initial: Expression?
    var conditions: [Expression]
    var span: SourceSpan

    init(conditions: [Expression], span: SourceSpan) {
      self.conditions = conditions
      self.span = span
    }
  }

  /// A function that is given by its name, and that is none of the session's.
  struct NamedFunction {
    var name: String
    var option: String
    var span: SourceSpan
  }

  /// The outermost first.
  var levels: [Level] = []
  var options = LoopOptions()
  var namedFunctions: [NamedFunction] = []
  /// Where `.export` is written.
  var exportSpan: SourceSpan
  private var isErrorHandlingSpecified = false
  private var isVerboseSpecified = false

  init(exportSpan: SourceSpan) {
    self.exportSpan = exportSpan
  }

  /// The level that is being read.
  var current: Level {
    get { levels[levels.count - 1] }
    set { levels[levels.count - 1] = newValue }
  }

  /// Of nested loops the outermost that says what becomes of errors decides
  /// for the whole.
  mutating func specify(_ handling: LoopOptions.ErrorHandling) {
    current.level.errorHandling = handling
    if !isErrorHandlingSpecified { options.errorHandling = handling }
    isErrorHandlingSpecified = true
  }

  /// As with the handling of errors.
  mutating func specify(isVerbose: Bool) {
    if !isVerboseSpecified { options.isVerbose = isVerbose }
    isVerboseSpecified = true
  }
}
