/// The signs that are no ASCII, and what stands for them where the locale has
/// no UTF-8.
package struct Signs: Sendable {
  /// Stands where a text was cut.
  package var ellipsis: String
  /// Before what went well.
  package var success: String
  /// Before what did not.
  package var failure: String
  /// Two that tell neighbours in a row apart, and one for what goes on.
  package var bars: (even: Character, odd: Character, running: Character)

  /// For terminals and files of UTF-8.
  package static let unicode = Signs(ellipsis: "…", success: "✓", failure: "✗", bars: ("█", "▓", "░"))
  /// For all others.
  package static let ascii = Signs(ellipsis: "...", success: "+", failure: "x", bars: ("#", "=", "."))
}
