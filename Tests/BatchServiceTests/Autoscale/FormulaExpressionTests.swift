import BatchService
import Testing

@Suite("Expressions of autoscale formulas")
struct FormulaExpressionTests {
  @Test(
    "arithmetic, comparison and logic are those of C",
    arguments: [
      ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("7 - 2 - 1", "4"), ("8 / 4 / 2", "1"), ("1 / 4", "0.25"),
      ("-3 + 1", "-2"), ("--3", "3"), ("!0", "1"), ("!5", "0"), ("!!5", "1"), ("-2 * -3", "6"),
      ("1 < 2", "1"), ("2 < 1", "0"), ("2 <= 2", "1"), ("2 >= 3", "0"), ("2 > 1", "1"), ("2 == 2", "1"),
      ("2 != 2", "0"), ("1 < 2 == 1", "1"), ("1 && 0", "0"), ("1 && 2", "1"), ("0 || 3", "1"), ("0 || 0", "0"),
      ("1 || 0 && 0", "1"), ("0 == 0 && 1 == 1", "1"), ("1 + 1 == 2 && 3 > 2", "1"),
      ("1 ? 2 : 3", "2"), ("0 ? 2 : 3", "3"), ("0 ? 1 : 0 ? 2 : 3", "3"), ("1 ? 0 ? 1 : 2 : 3", "2"),
      (".5 + 1.", "1.5"), ("1e3", "1000"), ("1.5E-1", "0.15"), ("2e+2", "200"), ("1/0 > 1e300", "1"),
      ("1 || $undefined", "1"), ("0 && $undefined", "0"), ("1 ? 2 : $undefined", "2"),
    ])
  func operators(expression: String, expected: String) {
    #expect(FormulaWorld.value(of: expression) == expected)
  }

  @Test(
    "times and lengths of time are reckoned with",
    arguments: [
      ("TimeInterval_Minute * 15", "00:15:00"), ("2 * TimeInterval_Hour", "02:00:00"),
      ("TimeInterval_Day + TimeInterval_Hour", "1.01:00:00"), ("TimeInterval_Hour - TimeInterval_Day", "-23:00:00"),
      ("TimeInterval_Hour / 2", "00:30:00"), ("TimeInterval_Hour / TimeInterval_Minute", "60"),
      ("-TimeInterval_Second", "-00:00:01"), ("TimeInterval_Millisecond", "00:00:00.0010000"),
      ("TimeInterval_100ns", "00:00:00.0000001"), ("TimeInterval_Microsecond * 10", "00:00:00.0000100"),
      ("TimeInterval_Zero", "00:00:00"), ("TimeInterval_Week / TimeInterval_Day", "7"),
      ("TimeInterval_Year / TimeInterval_Day", "365"), ("timeinterval_HOUR == TimeInterval_Minute * 60", "1"),
      ("TimeInterval_Hour > TimeInterval_Minute", "1"),
      ("time()", "2026-03-01T12:00:00Z"), ("time() + TimeInterval_Day", "2026-03-02T12:00:00Z"),
      ("TimeInterval_Hour + time()", "2026-03-01T13:00:00Z"), ("time() - TimeInterval_Day", "2026-02-28T12:00:00Z"),
      ("time() - time(\"2026-03-01T11:59:00Z\")", "00:01:00"), ("time() > time(\"2026-01-01\")", "1"),
      ("time(\"2026-03-01T12:00:00\")", "2026-03-01T12:00:00Z"), ("time(\"2026-03-01\")", "2026-03-01T00:00:00Z"),
      ("time(\"Sun, 01 Mar 2026 12:00:00 GMT\") == time()", "1"), ("time(\"\")", "2026-03-01T12:00:00Z"),
      ("time().year", "2026"), ("time().month", "3"), ("time().day", "1"), ("time().weekday", "7"),
      ("time(\"2026-03-02\").weekday", "1"), ("time(\"1969-12-31\").weekday", "3"), ("time().hour", "12"),
      ("time().minute", "0"), ("time(\"2026-03-01T12:34:56Z\").second", "56"), ("time().HOUR + 1", "13"),
      ("\"a\" < \"b\"", "1"), ("'a' == \"a\"", "1"),
    ])
  func times(expression: String, expected: String) {
    #expect(FormulaWorld.value(of: expression) == expected)
  }

  private static let samples = FormulaWorld.context(samples: [.activeTasks: [1, 2, 3, 4]])

  @Test(
    "functions take numbers and vectors in any mixture",
    arguments: [
      ("avg(1, 2, 6)", "3"), ("avg($ActiveTasks.GetSample(4), 10)", "4"), ("len($ActiveTasks.GetSample(4), 1)", "5"),
      ("max(1, 7, 3)", "7"), ("max(0, $ActiveTasks.GetSample(2))", "4"), ("min($ActiveTasks.GetSample(3), 9)", "2"),
      ("norm(3, 4)", "5"), ("range(3, 9, 5)", "6"), ("std(2, 4, 4, 4, 5, 5, 7, 9) > 2.13", "1"), ("std(5)", "0"),
      ("sum(1, 2, $ActiveTasks.GetSample(4))", "13"), ("ceil(1.2)", "2"), ("floor(-1.2)", "-2"), ("round(2.5)", "3"),
      ("round(-2.5)", "-3"), ("lg(8)", "3"), ("log(1000)", "3"), ("ln(1)", "0"),
      ("ceil($ActiveTasks.GetSample(2) / 2)", "[2,2]"), ("ceil(1.2, 2.2)", "[2,3]"), ("rand()", "0.25"),
      ("val($ActiveTasks.GetSample(4), 0)", "1"), ("val($ActiveTasks.GetSample(4), 3.9)", "4"),
      ("percentile($ActiveTasks.GetSample(4), 0)", "1"), ("percentile($ActiveTasks.GetSample(4), 100)", "4"),
      ("percentile($ActiveTasks.GetSample(4), 50)", "2.5"), ("MAX(1, 2)", "2"), ("Avg(2, 4)", "3"),
      ("$ActiveTasks.GetSample(2) * 2", "[6,8]"), ("1 - $ActiveTasks.GetSample(2)", "[-2,-3]"),
      ("$ActiveTasks.GetSample(2) + $ActiveTasks.GetSample(2)", "[6,8]"), ("-$ActiveTasks.GetSample(1)", "[-4]"),
      ("len($RunningTasks.GetSample(4))", "0"), ("sum($RunningTasks.GetSample(4))", "0"),
      ("max(0, $RunningTasks.GetSample(4))", "0"),
    ])
  func functions(expression: String, expected: String) {
    #expect(FormulaWorld.value(of: expression, in: Self.samples) == expected)
  }

  @Test(
    "samples are found by number and by time",
    arguments: [
      ("$ActiveTasks.GetSample(1)", "[4]"), ("$ActiveTasks.GetSample(2)", "[3,4]"),
      ("$ActiveTasks.GetSample(99)", "[1,2,3,4]"), ("$ActiveTasks.GetSample(0)", "[]"),
      ("$ActiveTasks.GetSample(TimeInterval_Minute)", "[2,3,4]"),
      ("$ActiveTasks.GetSample(TimeInterval_Second * 60, TimeInterval_Second * 30)", "[2,3]"),
      ("$ActiveTasks.GetSample(time() - TimeInterval_Second * 45)", "[3,4]"),
      ("$ActiveTasks.GetSample(time() - TimeInterval_Hour, time() - TimeInterval_Minute)", "[1,2]"),
      ("$ActiveTasks.GetSample(TimeInterval_Minute, 100)", "[2,3,4]"),
      ("$ActiveTasks.GetSample(TimeInterval_Minute, TimeInterval_Zero, 100)", "[2,3,4]"),
      ("$ActiveTasks.GetSamplePercent(TimeInterval_Minute)", "100"),
      ("$ActiveTasks.GetSamplePercent(TimeInterval_Minute * 15) < 14", "1"),
      ("$ActiveTasks.GetSamplePercent(time() - TimeInterval_Minute * 4)", "50"),
      ("$ActiveTasks.GetSamplePercent(TimeInterval_Zero)", "100"),
      ("$ActiveTasks.GetSamplePeriod()", "00:00:30"), ("$ActiveTasks.Count()", "4"),
      ("$ActiveTasks.HistoryBeginTime()", "2026-03-01T11:58:30Z"), ("$activetasks.getsample(1)", "[4]"),
    ])
  func sampleMethods(expression: String, expected: String) {
    #expect(FormulaWorld.value(of: expression, in: Self.samples) == expected)
  }
}
