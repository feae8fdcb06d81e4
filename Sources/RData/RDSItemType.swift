/// What an item of R's serialization is: the low byte of its flags.
///
/// Numbers up to 25 are R's own type codes (`TYPEOF`); those from 238 on
/// exist in files only.
enum RDSItemType: UInt8 {
  case symbol = 1
  case pairlist = 2
  case closure = 3
  case environment = 4
  case promise = 5
  case language = 6
  case special = 7
  case builtin = 8
  case charString = 9
  case logical = 10
  case integer = 13
  case double = 14
  case complex = 15
  case character = 16
  case dots = 17
  case list = 19
  case expression = 20
  case byteCode = 21
  case externalPointer = 22
  case weakReference = 23
  case raw = 24
  case s4 = 25

  case altrep = 238
  case attributedPairlist = 239
  case attributedLanguage = 240
  case baseEnvironment = 241
  case emptyEnvironment = 242
  case byteCodeReference = 243
  case byteCodeDefinition = 244
  case persistent = 247
  case package = 248
  case namespace = 249
  case baseNamespace = 250
  case missingArgument = 251
  case unboundValue = 252
  case globalEnvironment = 253
  case null = 254
  case reference = 255

  /// R's word for the type, as `typeof()` gives it.
  var typeName: String {
    switch self {
    case .symbol, .missingArgument: "symbol"
    case .pairlist, .attributedPairlist: "pairlist"
    case .closure: "closure"
    case .environment, .baseEnvironment, .emptyEnvironment, .baseNamespace, .namespace, .package, .persistent,
      .globalEnvironment:
      "environment"
    case .promise: "promise"
    case .language, .attributedLanguage: "language"
    case .special: "special"
    case .builtin: "builtin"
    case .charString: "char"
    case .logical: "logical"
    case .integer: "integer"
    case .double: "double"
    case .complex: "complex"
    case .character: "character"
    case .dots: "..."
    case .list: "list"
    case .expression: "expression"
    case .byteCode, .byteCodeReference, .byteCodeDefinition: "bytecode"
    case .externalPointer: "externalptr"
    case .weakReference: "weakref"
    case .raw: "raw"
    case .s4: "S4"
    case .altrep: "altrep"
    case .unboundValue: "unbound"
    case .null: "NULL"
    case .reference: "reference"
    }
  }
}

extension RDSItemType {
  /// The least bytes that an element of a vector takes.
  var elementSize: Int {
    switch self {
    case .logical, .integer, .list, .expression: 4
    case .double, .character: 8
    case .complex: 16
    default: 1
    }
  }
}

/// The flags word that opens every item.
struct RDSItemHeader {
  static let objectBit: UInt32 = 1 << 8
  static let attributesBit: UInt32 = 1 << 9
  static let tagBit: UInt32 = 1 << 10

  let type: RDSItemType
  let word: UInt32

  var hasAttributes: Bool { word & Self.attributesBit != 0 }
  var hasTag: Bool { word & Self.tagBit != 0 }
  /// R's "general purpose" bits.
  var levels: UInt32 { word >> 12 & 0xFFFF }
  /// Whether the object is an instance of an S4 class.
  var isS4: Bool { levels & 1 << 4 != 0 }
}

/// How the bytes of a CHARSXP are to be understood: R's bits for it.
struct RStringEncoding: OptionSet {
  let rawValue: UInt32

  static let bytes = RStringEncoding(rawValue: 1 << 1)
  static let latin1 = RStringEncoding(rawValue: 1 << 2)
  static let utf8 = RStringEncoding(rawValue: 1 << 3)
  static let ascii = RStringEncoding(rawValue: 1 << 6)

  static let all: RStringEncoding = [.bytes, .latin1, .utf8, .ascii]
}
