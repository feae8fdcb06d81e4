/// Thrown by a host that has no R on this machine.
///
/// The interpreter makes a ``Diagnostic`` of it that names the function.
package struct RUnavailable: Error, Sendable {
  /// What would make it work, such as `install R, or set R_HOME`.
  package var remedy: String

  package init(remedy: String) {
    self.remedy = remedy
  }
}
