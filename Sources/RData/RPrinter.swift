/// Prints values as R's console shows them.
///
/// Vectors, matrices, lists, factors, data frames, dates, tables, conditions,
/// functions and calls come out to the character. What differs:
/// - an object of a class that has a `print` method outside of package base
///   (`lm`, `htest`, a user's own), and a few of base with one that computes
///   (`rle`, `by`, `summary.table`), is shown as `print.default()` shows it,
///   with its class below: the method needs R to run, and
///   ``exactString(_:)`` says so;
/// - an instance of an S4 class is shown by its slots, whatever its `show()`
///   method, in the order of the file; reference class objects as
///   `<environment>`;
/// - addresses, as in `<environment: 0x55d1>`, and marks of compiled code are
///   left out;
/// - bytes that are no text show with two backslashes, as `"\\\\xe9"`;
/// - times of a zone that this machine does not know are shown in UTC.
public struct RPrinter: Sendable {
  /// The width of the console in columns, as `options(width=)`.
  public var width: Int

  /// How many elements are shown of a vector, list or table, as
  /// `options(max.print=)`.
  public var mostElements: Int

  /// How many significant digits numbers have at most, from 1 to 22, as
  /// `options(digits=)`.
  public var digits: Int

  /// How much wider fixed notation may be than scientific, in columns, as
  /// `options(scipen=)`.
  public var scipen: Int

  /// - Parameters:
  ///   - width: columns, 10 at least.
  ///   - mostElements: 1 at least; R's own choice by default.
  ///   - digits: from 1 to 22; what lies outside is brought to the nearer end.
  ///   - scipen: columns.
  public init(width: Int = 80, mostElements: Int = 99_999, digits: Int = 7, scipen: Int = 0) {
    self.width = max(10, width)
    self.mostElements = max(1, mostElements)
    self.digits = min(max(digits, 1), 22)
    self.scipen = scipen
  }

  /// - Parameter options: how values are printed.
  public init(_ options: ROptions) {
    self.init(width: options.width, digits: options.digits, scipen: options.scipen)
  }

  /// What the console shows for the value, ending in a line end.
  public func string(_ value: RValue) -> String {
    page(of: value, isStrict: false).text
  }

  /// What the console shows for the value; `nil` when it is, or holds, an
  /// object of a class that may have a method which only R can run, so that
  /// ``string(_:)`` would show what is inside.
  public func exactString(_ value: RValue) -> String? {
    let page = page(of: value, isStrict: true)
    return page.lacksMethod ? nil : page.text
  }

  private func page(of value: RValue, isStrict: Bool) -> RPage {
    ROptions.$current.withValue(ROptions(digits: digits, scipen: scipen, width: width)) {
      var page = RPage(width: width, mostElements: mostElements, isStrict: isStrict)
      page.value(value)
      return page
    }
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

  /// The value without one of its classes.
  func without(class name: String) -> RValue {
    var value = self
    let rest = classes.filter { $0 != name }
    value.attributes["class"] = rest.isEmpty ? nil : .strings(rest)
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

  /// The names of an array of one dimension.
  var namesOfOneDimension: [String?]? {
    guard attributes["dim"]?.count == 1, case .list(let names)? = attributes["dimnames"]?.storage,
      case .character(let strings)? = names.first?.storage
    else { return nil }
    return strings
  }
}
