extension String {
  /// Without this at its end, however often it stands there.
  func trimmingSuffix(_ suffix: Character) -> String {
    var text = self
    while text.last == suffix { text.removeLast() }
    return text
  }
}
