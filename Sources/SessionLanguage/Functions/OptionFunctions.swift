import RData

/// `options` and `getOption`, for those that say how values are printed; all
/// others are R's.
enum OptionFunctions {
  static let all: [Builtin] = [
    .effect("options", "...") { call, host in
      let requests = try call.dots.flatMap(requests)
      guard !requests.isEmpty else { throw NotEvaluatedHere() }
      var options = host.options
      let old = try requests.map { request in
        let value = options.value(of: request.option)
        if let new = request.value { try options.set(request.option, to: new) }
        return value
      }
      if options != host.options { host.setOptions(options) }
      let isAsking = requests.allSatisfy { $0.value == nil }
      return CommandResult(.list(old, names: requests.map(\.option.rawValue)), isVisible: isAsking)
    },
    .effect("getOption", "x default") { call, host in
      guard let name = try call.text("x"), let option = Option(rawValue: name) else { throw NotEvaluatedHere() }
      return CommandResult(host.options.value(of: option))
    },
  ]

  fileprivate enum Option: String {
    case digits, scipen, width
  }

  private struct Request {
    var option: Option
    /// What it is set to; `nil` to ask for it.
    var value: RValue?
  }

  /// What one argument asks for: `digits = 3`, `"digits"`, or a list of options.
  private static func requests(_ name: String?, _ value: RValue) throws -> [Request] {
    if let name { return [Request(option: try option(name), value: value)] }
    switch value.storage {
    // R asks for the first name alone.
    case .character(let names): return try names.prefix(1).map { Request(option: try option($0 ?? "NA"), value: nil) }
    case .list(let elements):
      return try zip(value.names ?? elements.map { _ in "" }, elements).map {
        Request(option: try option($0), value: $1)
      }
    default: throw NotEvaluatedHere()
    }
  }

  private static func option(_ name: String) throws -> Option {
    guard let option = Option(rawValue: name) else { throw NotEvaluatedHere() }
    return option
  }
}

extension ROptions {
  fileprivate func value(of option: OptionFunctions.Option) -> RValue {
    switch option {
    case .digits: .int(Int32(clamping: digits))
    case .scipen: .int(Int32(clamping: scipen))
    case .width: .int(Int32(clamping: width))
    }
  }

  /// - Throws: ``EvaluationError`` for what R refuses, too;
  ///   ``NotEvaluatedHere`` for what it converts with a warning.
  fileprivate mutating func set(_ option: OptionFunctions.Option, to value: RValue) throws {
    if value.isNull, option != .scipen { throw EvaluationError("option '\(option.rawValue)' cannot be deleted") }
    guard (.logical ... .double).contains(value.rank), let number = value.doubles?.first else {
      throw NotEvaluatedHere()
    }
    let whole = number.isFinite ? Int(min(max(number.rounded(.towardZero), -1e9), 1e9)) : nil
    func within(_ range: ClosedRange<Int>) throws -> Int {
      guard let whole, range.contains(whole) else {
        throw EvaluationError(
          "invalid '\(option.rawValue)' parameter, allowed \(range.lowerBound)...\(range.upperBound)")
      }
      return whole
    }
    switch option {
    case .digits: digits = try within(1...22)
    case .width: width = try within(10...10_000)
    case .scipen:
      guard let whole else { throw NotEvaluatedHere() }
      scipen = whole
    }
  }
}
