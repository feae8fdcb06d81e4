import Rendering

/// How long ago something was, in one unit: `40s`, `5m`, `3h`, `2d`.
enum AgeText {
  static func text(seconds: Double) -> String {
    String(DurationText.text(seconds: seconds).prefix { $0 != " " })
  }
}
