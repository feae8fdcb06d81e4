import BatchService
import Testing

@Suite("Hostile autoscale formulas")
struct FormulaFuzzTests {
  /// Parses and evaluates; whatever it is, nothing but an ``AutoscaleError``
  /// may come of it.
  private func swallow(_ formula: String) -> Bool {
    do throws(AutoscaleError) {
      _ = try AutoscaleFormula(formula).evaluate(FormulaWorld.context(samples: [.activeTasks: [1, 2, 3]])).results
      return true
    } catch {
      return error.position.line >= 1 && error.position.column >= 1 && !error.message.isEmpty
    }
  }

  private static func filled(_ part: String, _ suffix: String = "") -> String {
    String(repeating: part, count: (AutoscaleFormula.longest - suffix.utf8.count) / part.utf8.count) + suffix
  }

  @Test(
    "depth and length do not break it",
    arguments: [
      filled("("), filled("-"), filled("!"), filled("1?"), filled("1?1:"), filled("1+"), filled("1+", "1"),
      filled("1&&", "1"), filled("0||", "1"), filled("max("), filled("$x."), filled("a.b"), filled("time()."),
      filled("$a=1;"), filled("\""), filled("'"), filled("1."), filled("."), filled("$"), filled("e"), filled("9"),
      filled("//"), filled("\n"), filled("\r\n"), filled("(1)"), filled("1;"), filled("((1)?-"), filled("é"),
      filled("1e1"), filled("🙂"), "\u{0}", "$x=\u{FEFF}1", "1e308*10", "$x = -9e18; $TargetDedicatedNodes = 9e18;",
      "$x = val($ActiveTasks.GetSample(3), 1e300);", "$x = val($ActiveTasks.GetSample(3), 0/0);",
      "$x = $ActiveTasks.GetSample(1e300);", "$x = $ActiveTasks.GetSample(0/0);",
      "$x = $ActiveTasks.GetSample(TimeInterval_Year * 1e300);", "$x = time() - TimeInterval_Year * 1e300;",
      "$x = $ActiveTasks.GetSamplePercent(TimeInterval_Day * (0/0));", "$x = TimeInterval_Day * 1e300;",
      "$x = percentile($ActiveTasks.GetSample(3), 0/0);", "$x = time(\"9999-12-31T23:59:59Z\") + TimeInterval_Day;",
      "$x = time(\"0001-01-01\").weekday;", "$x = std(1e308, -1e308);",
    ])
  func hostile(formula: String) {
    #expect(swallow(formula))
  }

  @Test("vectors cannot be doubled without end")
  func growth() {
    let doubling = "$v = $ActiveTasks.GetSample(3);" + String(repeating: "$v = ceil($v, $v);", count: 90)
    #expect(
      FormulaWorld.results(of: doubling, in: FormulaWorld.context(samples: [.activeTasks: [1, 2, 3]]))
        .contains("A vector holds at most"))
  }

  @Test("ten thousand random formulas are read or refused")
  func random() {
    var generator = SplitMix(state: 20_260_301)
    let pieces = [
      "$TargetDedicatedNodes", "$x", "$y", "=", "=", ";", ";", "1", "2.5", "+", "-", "*", "/", "(", ")", "?", ":", "<",
      "==", "&&", "||", "!", "max(", "avg(", "time()", ".hour", "$ActiveTasks", ".GetSample(", "TimeInterval_Minute",
      ",", "taskcompletion", "\"a\"", "stop()", "\n", "//", "$NodeDeallocationOption", "ceil(", "val(", "&", "%",
    ]
    var read = 0
    for _ in 0..<10_000 {
      let formula = (0..<Int.random(in: 1...14, using: &generator)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }.joined()
      #expect(swallow(formula), "\(formula)")
      if (try? AutoscaleFormula(formula)) != nil { read += 1 }
    }
    // Some of them are formulas: the generator does not only make noise.
    #expect(read > 100)
  }

  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }
}
