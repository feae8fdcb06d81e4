/// The table of all functions that azp evaluates itself; a family of them
/// has a file of its own and is listed here.
enum Builtins {
  static let table: [String: Builtin] = {
    let families = [
      VectorFunctions.all, SequenceFunctions.all, SummaryFunctions.all, MathFunctions.all, OrderFunctions.all,
      TextFunctions.all, ConversionFunctions.all, ShapeFunctions.all, OutputFunctions.all, SystemFunctions.all,
      OperatorFunctions.all, CumulativeFunctions.all, StatisticsFunctions.all, SetFunctions.all, FactorFunctions.all,
      MatrixFunctions.all, FrameFunctions.all, PatternFunctions.all, OptionFunctions.all,
    ]
    return Dictionary(families.joined().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }()

  static let names = Set(table.keys)

  /// Functions that name their results after arguments that are variables.
  static let namingArguments: Set<String> = ["rbind", "cbind", "data.frame", "table"]
}
