import RData

/// `var sd median quantile tabulate` of a vector.
enum StatisticsFunctions {
  static let all: [Builtin] = [
    .pure("var", "x na.rm") { call in .number(try variance(call)) },
    .pure("sd", "x na.rm") { call in .number(try variance(call).squareRoot()) },
    .pure("median", "x na.rm") { call in
      let value = try call.required("x")
      guard value.rank <= .double, value.rank >= .logical, value.attributes["dim"] == nil,
        var numbers = value.doubles
      else { throw NotEvaluatedHere() }
      let removes = try call.flag("na.rm", default: false)
      if removes { numbers.removeAll(where: \.isNaN) }
      let isWhole = value.rank <= .integer
      func shaped(_ number: Double) -> RValue {
        isWhole && (number.isNaN || number == number.rounded())
          ? .int(number.isNaN ? .naInteger : Int32(number)) : .number(number)
      }
      if value.rank == .logical { throw NotEvaluatedHere() }
      guard !numbers.contains(where: \.isNaN), !numbers.isEmpty else { return shaped(.naReal) }
      numbers.sort()
      let middle = numbers.count / 2
      if numbers.count % 2 == 1 { return shaped(numbers[middle]) }
      // An even number of elements has the mean of two, a double for good.
      return .number(SummaryFunctions.average([numbers[middle - 1], numbers[middle]]))
    },
    .pure("quantile", "x probs na.rm names") { call in
      let value = try call.required("x")
      guard value.rank == .double || value.rank == .integer, var numbers = value.doubles,
        let probabilities = (call["probs"] ?? RValue(.double([0, 0.25, 0.5, 0.75, 1]))).doubles,
        !probabilities.contains(where: { $0.isNaN || $0 < 0 || $0 > 1 })
      else { throw NotEvaluatedHere() }
      if try call.flag("na.rm", default: false) { numbers.removeAll(where: \.isNaN) }
      guard !numbers.contains(where: { !$0.isFinite }), !numbers.isEmpty else { throw NotEvaluatedHere() }
      numbers.sort()
      var result = RValue(
        .double(
          probabilities.map { probability in
            // Type 7 of R's nine: linear between the points (k - 1) / (n - 1).
            let place = Double(numbers.count - 1) * probability
            let low = Int((place + 4 * Double.ulpOfOne).rounded(.down))
            let part = place - Double(low)
            guard Swift.abs(part) > 1e-12, low + 1 < numbers.count else { return numbers[min(low, numbers.count - 1)] }
            return (1 - part) * numbers[low] + part * numbers[low + 1]
          }))
      if try call.flag("names", default: true) {
        result.names = probabilities.map { NumberText.text(100 * $0, digits: NumberText.printDigits) + "%" }
      }
      return result
    },
  ]

  private static func variance(_ call: BuiltinCall) throws -> Double {
    let value = try call.required("x")
    guard value.rank <= .double, value.rank >= .logical, value.attributes["dim"] == nil, var numbers = value.doubles
    else { throw NotEvaluatedHere() }
    if try call.flag("na.rm", default: false) { numbers.removeAll(where: \.isNaN) }
    if numbers.isEmpty { throw NotEvaluatedHere() }
    guard numbers.count > 1, !numbers.contains(where: \.isNaN) else { return .naReal }
    let mean = SummaryFunctions.average(numbers)
    guard mean.isFinite else { return .nan }
    #if arch(x86_64)
      let sum = numbers.reduce(Float80(0)) { $0 + (Float80($1) - Float80(mean)) * (Float80($1) - Float80(mean)) }
      return Double(sum / Float80(numbers.count - 1))
    #else
      return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count - 1)
    #endif
  }
}
