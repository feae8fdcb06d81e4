import RData

/// One of the kinds of vectors, for what is done alike to all of them.
///
/// The elements leave their storage through a function: bound by a `switch`
/// they would stay shared with what is switched on.
struct VectorKind<Element> {
  /// The elements of a vector of this kind.
  let elements: (RValue.Storage) -> [Element]?
  let storage: ([Element]) -> RValue.Storage
}

extension VectorKind<Bool?> {
  static var logical: Self {
    Self(elements: { if case .logical(let values) = $0 { values } else { nil } }, storage: { .logical($0) })
  }
}

extension VectorKind<Int32> {
  static var integer: Self {
    Self(elements: { if case .integer(let values) = $0 { values } else { nil } }, storage: { .integer($0) })
  }
}

extension VectorKind<Double> {
  static var double: Self {
    Self(elements: { if case .double(let values) = $0 { values } else { nil } }, storage: { .double($0) })
  }
}

extension VectorKind<RComplex> {
  static var complex: Self {
    Self(elements: { if case .complex(let values) = $0 { values } else { nil } }, storage: { .complex($0) })
  }
}

extension VectorKind<String?> {
  static var character: Self {
    Self(elements: { if case .character(let values) = $0 { values } else { nil } }, storage: { .character($0) })
  }
}

extension VectorKind<UInt8> {
  static var raw: Self {
    Self(elements: { if case .raw(let values) = $0 { values } else { nil } }, storage: { .raw($0) })
  }
}

extension VectorKind<RValue> {
  static var list: Self {
    Self(elements: { if case .list(let values) = $0 { values } else { nil } }, storage: { .list($0) })
  }
}
