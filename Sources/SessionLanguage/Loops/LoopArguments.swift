import RData

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
  /// The functions among the options whose code is known.
  var functions: [LoopFunction] = []
  /// The functions that source alone does not make, under names of azp's own.
  var functionValues: [RBinding] = []
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

  /// Names a function that source alone does not make, such as one that keeps
  /// the variables of the call that made it.
  ///
  /// - Returns: its name.
  mutating func name(_ function: RValue) -> String {
    let name = "\(Self.ownPrefix)function_\(functionValues.count + 1)"
    functionValues.append(RBinding(name: name, value: function))
    return name
  }

  /// How names begin that azp gives.
  static let ownPrefix = ".azp_"

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
