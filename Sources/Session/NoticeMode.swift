/// Which notices appear by themselves when jobs end.
package enum NoticeMode: String, Sendable, CaseIterable {
  /// None; they wait to be asked for.
  case off
  /// One line that counts them.
  case summary
  /// A line for each.
  case all
}
