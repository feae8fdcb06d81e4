import AzureWire

/// How far this machine's clock is from the service's.
struct ClockSkew: Sendable, Equatable {
  /// Positive when this machine is behind.
  let secondsBehind: Double

  /// Below this a refused signature has other reasons; the service itself
  /// tolerates 15 minutes.
  static let tolerance = 300.0

  /// - Returns: nil when the date cannot be read or the clocks agree.
  init?(dateHeader: String?, now: Timestamp) {
    guard let service = dateHeader.flatMap(Timestamp.init(rfc1123:)) else { return nil }
    let behind = service.secondsSince1970 - now.secondsSince1970
    guard abs(behind) > Self.tolerance else { return nil }
    secondsBehind = behind
  }

  /// `22 minutes behind the service`.
  var description: String {
    let minutes = Int((abs(secondsBehind) / 60).rounded())
    let amount =
      switch minutes {
      case ..<120: "\(minutes) minutes"
      case ..<2880: "\(Int((Double(minutes) / 60).rounded())) hours"
      default: "\(Int((Double(minutes) / 1440).rounded())) days"
      }
    return "\(amount) \(secondsBehind > 0 ? "behind" : "ahead of") the service"
  }
}
