/// A value of R: a vector, a list, a function or another object, with its
/// attributes.
///
/// Missing values are kept as R keeps them: `nil` in logical and character
/// vectors, ``Int32/naInteger`` in integer vectors and ``Double/naReal``
/// (a NaN with payload 1954) in double vectors.
///
/// Equality is that of R's `identical()`: every NA is equal to every other
/// NA and every NaN to every other NaN, and the order of attributes does
/// not matter.
public struct RValue: Sendable {
  /// The elements, without attributes. The cases that are larger than an array are
  /// indirect, so that a value is two words.
  public enum Storage: Sendable {
    case null
    case logical([Bool?])
    case integer([Int32])
    case double([Double])
    case complex([RComplex])
    case character([String?])
    case raw([UInt8])
    case list([RValue])
    /// A function, as the R source text that defines it.
    indirect case function(source: String)
    /// A name, such as `x`.
    indirect case symbol(String)
    /// A call, such as `f(x, n = 1)`: R's LANGSXP.
    indirect case call(RCall)
    /// An environment that is written as new: its bindings in order.
    case environment([RBinding])
    /// An object that azp does not look into (environments, closures, byte
    /// code, S4 objects read from a file); it survives being written again.
    indirect case opaque(ROpaque)
  }

  /// What the value holds, by R's type.
  public var storage: Storage
  /// Names, class, dimensions and whatever else is attached.
  public var attributes: RAttributes

  /// A value of R; without attributes it is a plain vector.
  public init(_ storage: Storage, attributes: RAttributes = RAttributes()) {
    self.storage = storage
    self.attributes = attributes
  }

  /// R's `NULL`.
  public static let null = RValue(.null)
}

/// A name bound to a value, in an environment or in the arguments of a call.
public struct RBinding: Sendable {
  /// Empty where there is none.
  public var name: String
  /// What the name stands for.
  public var value: RValue

  /// A value under a name.
  public init(name: String, value: RValue) {
    self.name = name
    self.value = value
  }
}

/// A call of a function, as R's parser would make it; an argument without a
/// name has the empty name.
public struct RCall: Sendable {
  /// What is called: a symbol, or a call that gives a function.
  public var function: RValue
  /// In their order; those without a name have an empty one.
  public var arguments: [RBinding]

  /// A call that is not evaluated.
  public init(function: RValue, arguments: [RBinding]) {
    self.function = function
    self.arguments = arguments
  }
}

/// A complex number; NA when either part is ``Double/naReal``.
public struct RComplex: Sendable, BitwiseCopyable {
  /// The part that counts ones.
  public var real: Double
  /// The part that counts `i`.
  public var imaginary: Double

  /// A number of two parts.
  public init(real: Double, imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }
}

extension Int32 {
  /// R's `NA_integer_`.
  public static let naInteger = Int32.min
}

extension Double {
  /// R's `NA_real_`: a NaN whose low word is 1954.
  public static let naReal = Double(bitPattern: 0x7FF0_0000_0000_07A2)

  /// Whether this is R's `NA_real_` rather than another NaN.
  public var isNAReal: Bool { isNaN && UInt32(truncatingIfNeeded: bitPattern) == 1954 }
}
