/// R's options of how values are printed, with R's defaults.
public struct ROptions: Sendable, Equatable {
  /// The significant digits that no number needs to exceed, from 1 to 22.
  public var digits: Int

  /// How many columns wider than the scientific notation the fixed one may be
  /// and is still chosen.
  public var scipen: Int

  /// The width of the console in columns, from 10 to 10,000.
  public var width: Int

  public init(digits: Int = 7, scipen: Int = 0, width: Int = 80) {
    self.digits = digits
    self.scipen = scipen
    self.width = width
  }

  /// Those that hold for the code that is running.
  @TaskLocal package static var current = ROptions()
}
