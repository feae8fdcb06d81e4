import BatchService
import Testing

@Suite("Errors of autoscale formulas")
struct FormulaErrorTests {
  @Test(
    "what is no formula is refused at its line and column",
    arguments: [
      ("$x = ;", "Line 1, Col 6: Unexpected ;"),
      ("$x = 1 +", "Line 1, Col 9: The formula ends where a value is expected"),
      ("$x = 1\n$y = 2", "Line 2, Col 1: ; is expected"), ("$x = (1;", "Line 1, Col 8: ) is expected"),
      ("$x = 1 ? 2;", "Line 1, Col 11: : is expected"), ("1 = 2;", "Line 1, Col 1: Only a variable can be assigned to"),
      ("max(1) = 2;", "Line 1, Col 1: Only a variable can be assigned to"),
      ("$x = 5 % 2;", "Line 1, Col 8: Unexpected character: %"),
      ("$ = 1;", "Line 1, Col 1: A name is expected after $"),
      ("$x = \"abc;\n\";", "Line 1, Col 6: The closing quote is missing"),
      ("$x = 1.2.3;", "Line 1, Col 6: Malformed number: 1.2."), ("$x = 12ab;", "Line 1, Col 6: Malformed number: 12a"),
      ("$x = 1e999;", "Line 1, Col 6: Malformed number: 1e999"), ("$x = max(1,;", "Line 1, Col 12: Unexpected ;"),
      ("$x = time().;", "Line 1, Col 13: The name of a member is expected"),
      ("$x = time().hour.minute;", "Line 1, Col 17: ; is expected"),
      ("$x = 1 & 2;", "Line 1, Col 8: Unexpected character: &"),
      ("$x = (1 + 2).GetSample(1);", "Line 1, Col 14: Only a variable of the service has the method GetSample"),
      ("// first\r\n// second\r\n  $x == ", "Line 3, Col 9: The formula ends where a value is expected"),
    ])
  func syntax(formula: String, expected: String) {
    let error = #expect(throws: AutoscaleError.self) { try AutoscaleFormula(formula) }
    #expect(error?.description == expected)
    #expect(error?.kind == .syntax)
  }

  @Test(
    "a statement that cannot be carried out names its place",
    arguments: [
      ("$something_useless", "Line 1, Col 1: Undefined symbol: $something_useless"),
      ("$x = 1;\n  $y = $x + nothing;", "Line 2, Col 13: Undefined symbol: nothing"),
      ("$x = nothing(1);", "Line 1, Col 6: Undefined function: nothing"),
      ("$x = 1 + \"a\";", "Line 1, Col 8: The operator + cannot be applied to a double and a string"),
      ("$x = time() + time();", "Line 1, Col 13: The operator + cannot be applied to a timestamp and a timestamp"),
      ("$x = !time();", "Line 1, Col 6: The operator ! cannot be applied to a timestamp"),
      ("$x = time() && 1;", "Line 1, Col 13: The operator && cannot be applied to a timestamp and a double"),
      ("$x = \"a\" ? 1 : 2;", "Line 1, Col 10: The condition is a double, not a string"),
      ("$x = max();", "Line 1, Col 6: The function max does not take ()"),
      ("$x = max(time());", "Line 1, Col 6: The function max does not take (timestamp)"),
      ("$x = rand(1);", "Line 1, Col 6: The function rand does not take (double)"),
      ("$x = val(1, 2);", "Line 1, Col 6: The function val does not take (double, double)"),
      ("$x = val($ActiveTasks.GetSample(1), 0);", "Line 1, Col 6: The index 0 is outside the vector of 0"),
      ("$x = time(\"soon\");", "Line 1, Col 6: \"soon\" is no time of the form of W3C or RFC 1123"),
      ("$x = time() + TimeInterval_Year * 1e9;", "Line 1, Col 13: The time is out of range"),
      ("$x = time().century;", "Line 1, Col 13: A timestamp has no member century"),
      ("$x = 1; $y = $x.hour;", "Line 1, Col 17: A double has no member hour"),
      ("$x = $ActiveTasks.GetSample(\"a\");", "Line 1, Col 19: The method GetSample does not take (string)"),
      ("$x = $ActiveTasks.GetSample(-1);", "Line 1, Col 19: The number of samples is negative"),
      ("$x = $ActiveTasks.Sample(1);", "Line 1, Col 19: $ActiveTasks has no method Sample"),
      (
        "$x = 1; $y = $x.GetSample(1);",
        "Line 1, Col 17: $x has no method GetSample; only variables of the service have samples"
      ),
      ("$ActiveTasks = 1;", "Line 1, Col 1: $ActiveTasks cannot be assigned to"),
      ("TimeInterval_Day = 1;", "Line 1, Col 1: TimeInterval_Day cannot be assigned to"),
      ("$TargetDedicatedNodes = \"3\";", "Line 1, Col 1: $TargetDedicatedNodes is a double, not a string"),
      ("$TargetDedicatedNodes = 0 / 0;", "Line 1, Col 1: $TargetDedicatedNodes is not a number"),
      (
        "$NodeDeallocationOption = 1;",
        "Line 1, Col 1: $NodeDeallocationOption is one of requeue, terminate, taskcompletion, retaineddata"
      ),
      (
        "$x = $ActiveTasks.GetSample(2) > 1;",
        "Line 1, Col 32: The operator > cannot be applied to a doubleVec and a double"
      ),
    ])
  func evaluation(formula: String, expected: String) throws {
    let parsed = try AutoscaleFormula(formula)
    let error = #expect(throws: AutoscaleError.self) { try parsed.evaluate(FormulaWorld.context()) }
    #expect(error?.description == expected)
    #expect(error?.kind == .evaluation)
  }

  @Test(
    "too few samples are an error of their own",
    arguments: [
      "$x = avg($ActiveTasks.GetSample(TimeInterval_Minute * 15));", "$x = min($CPUPercent.GetSample(1));",
      "$x = $ActiveTasks.GetSample(TimeInterval_Hour, 70);", "$x = percentile($ActiveTasks.GetSample(1), 50);",
      "$x = $ActiveTasks.GetSample(TimeInterval_Hour, TimeInterval_Zero, 0.1);", "$x = std($ActiveTasks.GetSample(3));",
    ])
  func insufficient(formula: String) throws {
    let parsed = try AutoscaleFormula(formula)
    let error = #expect(throws: AutoscaleError.self) { try parsed.evaluate(FormulaWorld.context()) }
    #expect(error?.kind == .insufficientData)
  }

  @Test("a formula holds 8,192 characters and 100 statements")
  func limits() throws {
    let long = String(repeating: " ", count: AutoscaleFormula.longest)
    _ = try AutoscaleFormula(long)
    #expect(throws: AutoscaleError.self) { try AutoscaleFormula(long + " ") }
    let many = String(repeating: "$x=1;", count: 100)
    _ = try AutoscaleFormula(many)
    #expect(throws: AutoscaleError.self) { try AutoscaleFormula(many + "$x=1;") }
  }
}
