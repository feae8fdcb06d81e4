/// An error that R has raised.
package protocol RCondition: Error {
  /// R's message alone, as `conditionMessage()` gives it.
  var conditionMessage: String { get }
}
