/// Lengths of time for people: `3m 20s`, `2h 5m`, `45s`.
package enum DurationText {
  /// `5s`, `4m 10s`: in the two largest units.
  package static func text(seconds: Double) -> String {
    let whole = Int(max(seconds, 0).rounded())
    switch whole {
    case ..<60: return "\(whole)s"
    case ..<3600: return whole % 60 == 0 ? "\(whole / 60)m" : "\(whole / 60)m \(whole % 60)s"
    case ..<86_400: return "\(whole / 3600)h \(whole / 60 % 60)m"
    default: return "\(whole / 86_400)d \(whole / 3600 % 24)h"
    }
  }
}
