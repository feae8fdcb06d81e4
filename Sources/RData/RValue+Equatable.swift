extension RValue: Equatable {
  /// Whether both are the same to R's `identical()`.
  ///
  /// Numbers are the same when they compare equal (so `-0` is `0`), or are both
  /// NA, or both NaN; strings when their code points are; attributes in
  /// whatever order.
  public static func == (left: RValue, right: RValue) -> Bool {
    left.storage == right.storage && left.attributes == right.attributes
  }
}

extension RAttributes: Equatable {
  /// Whether both have the same attributes, in whatever order.
  public static func == (left: RAttributes, right: RAttributes) -> Bool {
    left.entries.count == right.entries.count
      && left.entries.allSatisfy { entry in right[entry.name] == entry.value }
  }
}

extension RValue.Storage: Equatable {
  /// Whether both are the same to R's `identical()`, attributes aside.
  public static func == (left: RValue.Storage, right: RValue.Storage) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.logical(let left), .logical(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.double(let left), .double(let right)): left.elementsEqual(right, by: RIdentity.same)
    case (.complex(let left), .complex(let right)): left == right
    case (.character(let left), .character(let right)): left.elementsEqual(right, by: RIdentity.same)
    case (.raw(let left), .raw(let right)): left == right
    case (.list(let left), .list(let right)): left == right
    case (.function(let left), .function(let right)): RIdentity.same(left, right)
    case (.symbol(let left), .symbol(let right)): RIdentity.same(left, right)
    case (.call(let left), .call(let right)): left == right
    case (.environment(let left), .environment(let right)): left == right
    case (.opaque(let left), .opaque(let right)): left == right
    default: false
    }
  }
}

extension RBinding: Equatable {
  /// Whether name and value are the same.
  public static func == (left: RBinding, right: RBinding) -> Bool {
    RIdentity.same(left.name, right.name) && left.value == right.value
  }
}

extension RCall: Equatable {
  /// Whether both call the same function with the same arguments.
  public static func == (left: RCall, right: RCall) -> Bool {
    left.function == right.function && left.arguments == right.arguments
  }
}

extension RComplex: Equatable {
  /// Whether both parts are the same to R's `identical()`.
  public static func == (left: RComplex, right: RComplex) -> Bool {
    RIdentity.same(left.real, right.real) && RIdentity.same(left.imaginary, right.imaginary)
  }
}

/// What `identical()` takes for the same.
enum RIdentity {
  static func same(_ left: Double, _ right: Double) -> Bool {
    if left.isNaN || right.isNaN {
      return left.isNaN && right.isNaN && left.isNAReal == right.isNAReal
    }
    return left == right
  }

  /// Swift's own equality takes canonically equivalent strings for equal,
  /// R's does not.
  static func same(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

  static func same(_ left: String?, _ right: String?) -> Bool {
    switch (left, right) {
    case (let left?, let right?): same(left, right)
    case (nil, nil): true
    default: false
    }
  }
}
