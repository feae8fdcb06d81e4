/// Prints values as R's console shows them.
///
/// Vectors, matrices, lists, factors, data frames, dates, tables, conditions,
/// functions and calls come out to the character. What differs:
/// - an object of a class whose `print` method a package has is shown as
///   `print.default()` shows it, with its class below;
/// - addresses, as in `<environment: 0x55d1>`, and marks of compiled code are
///   left out;
/// - times of a zone other than UTC and this machine's are shown in UTC.
public struct RPrinter: Sendable {
  /// The width of the console in columns, as `options(width=)`.
  public var width: Int

  /// - Parameter width: columns, 10 at least.
  public init(width: Int = 80) {
    self.width = max(10, width)
  }

  /// What the console shows for the value, ending in a line end.
  public func string(_ value: RValue) -> String {
    var page = RPage(width: width)
    page.value(value)
    return page.text
  }

  /// One number as `format()` gives it, with up to `digits` significant
  /// digits, from 1 to 22.
  public static func format(_ number: Double, digits: Int = 7) -> String {
    RNumber.format(number, digits: min(max(digits, 1), 22))
  }

  /// One element as `format()` and `print(quote = FALSE)` show it, by the
  /// position from 0; `nil` when the value is no vector or is shorter.
  ///
  /// Factors show their level, dates and times their text, NA `NA`.
  public static func cell(_ value: RValue, at index: Int) -> String? {
    guard index >= 0, index < value.count, let column = RColumn.texts(value.element(at: index)) else { return nil }
    return column.first.map { $0 ?? "NA" }
  }
}

extension RValue {
  /// A vector of the one element at a position, with what makes it a factor,
  /// date or the like.
  func element(at index: Int) -> RValue {
    let one: Storage
    switch storage {
    case .logical(let values): one = .logical([values[index]])
    case .integer(let values): one = .integer([values[index]])
    case .double(let values): one = .double([values[index]])
    case .complex(let values): one = .complex([values[index]])
    case .character(let values): one = .character([values[index]])
    case .raw(let values): one = .raw([values[index]])
    case .list(let values): one = .list([values[index]])
    default: one = storage
    }
    var value = RValue(one, attributes: attributes)
    for name in ["names", "dim", "dimnames", "row.names"] { value.attributes[name] = nil }
    return value
  }

  /// The value without its class.
  var unclassed: RValue {
    var value = self
    value.attributes["class"] = nil
    return value
  }

  /// The lengths of the dimensions of a matrix or array.
  var dimensions: [Int]? {
    switch attributes["dim"]?.storage {
    case .integer(let values)?: values.map(Int.init)
    case .double(let values)?: values.map { Int(exactly: $0) ?? 0 }
    default: nil
    }
  }

  /// The names with NA as `nil`.
  var namesOrNA: [String?]? {
    guard case .character(let names)? = attributes["names"]?.storage else { return nil }
    return names
  }
}
