import Rendering

/// What `timing on` says behind a statement: `(0.12 s)`, `(3m 20s)`.
enum TimingText {
  static func text(of duration: Duration) -> String {
    let milliseconds = Int(duration / .milliseconds(1))
    guard milliseconds < 60_000 else { return "(\(DurationText.text(seconds: duration / .seconds(1))))\n" }
    let hundredths = (milliseconds + 5) / 10
    let fraction = "\(hundredths % 100)"
    return "(\(hundredths / 100).\(fraction.count < 2 ? "0" : "")\(fraction) s)\n"
  }
}
