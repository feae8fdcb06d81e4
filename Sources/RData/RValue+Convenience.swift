extension RValue {
  /// A character vector of length one.
  public static func string(_ value: String) -> RValue { RValue(.character([value])) }

  /// A character vector.
  public static func strings(_ values: [String]) -> RValue { RValue(.character(values)) }

  /// A logical vector of length one.
  public static func flag(_ value: Bool) -> RValue { RValue(.logical([value])) }

  /// An integer vector of length one.
  public static func int(_ value: Int32) -> RValue { RValue(.integer([value])) }

  /// A double vector of length one.
  public static func number(_ value: Double) -> RValue { RValue(.double([value])) }

  /// A list; elements get names when `names` is given.
  public static func list(_ elements: [RValue], names: [String]? = nil) -> RValue {
    var value = RValue(.list(elements))
    value.names = names
    return value
  }

  /// A list whose elements are named.
  public static func list(_ elements: KeyValuePairs<String, RValue>) -> RValue {
    list(elements.map(\.value), names: elements.map(\.key))
  }

  /// A data frame with the compact row names R gives to `1:n`.
  ///
  /// - Precondition: every column has `rowCount` elements.
  public static func dataFrame(_ columns: KeyValuePairs<String, RValue>, rowCount: Int) -> RValue {
    var value = list(columns)
    value.attributes["class"] = .string("data.frame")
    value.attributes["row.names"] = RValue(.integer([.naInteger, -Int32(rowCount)]))
    return value
  }

  /// The `names` attribute; a missing name is the empty string.
  public var names: [String]? {
    get {
      guard case .character(let names)? = attributes["names"]?.storage else { return nil }
      return names.map { $0 ?? "" }
    }
    set { attributes["names"] = newValue.map { .strings($0) } }
  }

  /// The number of elements, as R's `length()` counts them.
  public var count: Int {
    switch storage {
    case .null: 0
    case .logical(let values): values.count
    case .integer(let values): values.count
    case .double(let values): values.count
    case .complex(let values): values.count
    case .character(let values): values.count
    case .raw(let values): values.count
    case .list(let values): values.count
    case .environment(let bindings): bindings.count
    case .call(let call): call.arguments.count + 1
    case .function, .symbol, .opaque: 1
    }
  }

  /// Whether it is R's `NULL`.
  public var isNull: Bool {
    if case .null = storage { true } else { false }
  }

  /// The classes of the `class` attribute; empty when there is none.
  public var classes: [String] {
    guard case .character(let classes)? = attributes["class"]?.storage else { return [] }
    return classes.compactMap { $0 }
  }

  /// Whether the `class` attribute names this class, as `inherits()` asks.
  public func inherits(_ name: String) -> Bool { classes.contains(name) }

  /// The element of a list with this name, matched exactly as `x[["name"]]`.
  public func element(_ name: String) -> RValue? {
    guard case .list(let elements) = storage, let index = names?.firstIndex(of: name) else { return nil }
    return elements[index]
  }

  /// The text of a character vector of length one that is not NA.
  public var asString: String? {
    if case .character(let values) = storage, values.count == 1 { values[0] } else { nil }
  }

  /// The strings of a character vector without NA.
  public var asStrings: [String]? {
    guard case .character(let values) = storage else { return nil }
    let present = values.compactMap { $0 }
    return present.count == values.count ? present : nil
  }

  /// The truth of a logical vector of length one that is not NA.
  public var asFlag: Bool? {
    if case .logical(let values) = storage, values.count == 1 { values[0] } else { nil }
  }

  /// A whole number held by an integer or double vector of length one.
  public var asInt: Int? {
    switch storage {
    case .integer(let values) where values.count == 1 && values[0] != .naInteger: Int(values[0])
    case .double(let values) where values.count == 1: Int(exactly: values[0])
    default: nil
    }
  }

  /// The number held by an integer or double vector of length one, not NA.
  public var asDouble: Double? {
    switch storage {
    case .integer(let values) where values.count == 1 && values[0] != .naInteger: Double(values[0])
    case .double(let values) where values.count == 1 && !values[0].isNaN: values[0]
    default: nil
    }
  }
}
