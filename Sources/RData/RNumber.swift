/// Numbers as R writes them.
public enum RNumber {
  /// A number as `as.character()` gives it, with up to 15 significant digits:
  /// `1e+05`, `0.1`, `NA`.
  public static func asCharacter(_ number: Double) -> String { format(number, digits: 15) }

  /// A number with up to `digits` significant digits, in fixed or scientific
  /// notation, whichever is shorter.
  static func format(_ number: Double, digits: Int) -> String {
    RNumberFormat(for: CollectionOfOne(number), digits: digits).string(number)
  }

  /// A complex number as `as.character()` gives it.
  public static func asCharacter(_ number: RComplex) -> String {
    RComplexFormat(for: [number], digits: 15).string(number)
  }
}
