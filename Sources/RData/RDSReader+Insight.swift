/// Looks into opaque objects, for printing.
extension RDSReader {
  /// A function's source, as it was written when that was kept, and the
  /// environment that it belongs to, unless that is the global one.
  mutating func closure() throws(RDSError) -> (lines: [String], environment: String?) {
    let (lines, environment) = try closureParts()
    guard case .opaque(let opaque) = environment.storage else { return (lines, nil) }
    var reader = RDSReader(opaque)
    let name = try reader.environmentName()
    if name == "R_GlobalEnv" { return (lines, nil) }
    return (lines, name.map { "<environment: \($0)>" } ?? "<environment>")
  }

  /// A function's source and its environment.
  mutating func closureParts() throws(RDSError) -> (lines: [String], environment: RValue) {
    let header = try cursor.header(depth: 0)
    var kept: [String]?
    if header.hasAttributes {
      let attributes = try attributes(depth: 1)
      kept = try attributes["srcref"].flatMap { (srcref) throws(RDSError) in try RSourceReference.lines(srcref) }
    }
    let environment = header.hasTag ? try item(depth: 1) : .null
    let formals: [RBinding]
    let formalsHeader = try cursor.header(depth: 1)
    switch formalsHeader.type {
    case .pairlist: formals = try cells(formalsHeader, depth: 1).bindings
    default: formals = []
    }
    let body = try expression(depth: 1)
    return (kept ?? RDeparser.lines(formals: formals, body: body), environment)
  }

  /// What a promise evaluates, and where: an argument that no call has asked
  /// for yet.
  mutating func promiseParts() throws(RDSError) -> (code: RValue, environment: RValue) {
    let header = try cursor.header(depth: 0)
    if header.hasAttributes { _ = try attributes(depth: 1) }
    let environment = header.hasTag ? try item(depth: 1) : .null
    try skipItem(depth: 1)
    return (try expression(depth: 1), environment)
  }

  /// The elements of an expression vector with their names.
  mutating func expressions() throws(RDSError) -> [RBinding] {
    let header = try cursor.header(depth: 0)
    guard case .list(let values) = try vector(.list, depth: 0) else { return [] }
    let attributes = header.hasAttributes ? try attributes(depth: 1) : RAttributes()
    let names = RValue(.null, attributes: attributes).names ?? []
    return values.indices.map { RBinding(name: $0 < names.count ? names[$0] : "", value: values[$0]) }
  }

  /// What an instance of an S4 class is made of, beside its slots.
  mutating func instance() throws(RDSError) -> RInsight {
    let start = cursor.position
    let header = try cursor.header(depth: 0)
    switch header.type {
    case .logical, .integer, .double, .complex, .character, .raw, .list:
      return .instance(data: RValue(try vector(header.type, depth: 0)))
    case .s4: return .instance(data: nil)
    case .closure:
      cursor.position = start
      let closure = try closure()
      return .function(lines: closure.lines, environment: closure.environment)
    case .environment: return .unknown("<environment>")
    default: return .unknown("<S4 Type Object>")
    }
  }

  mutating func primitiveName() throws(RDSError) -> String {
    _ = try cursor.header(depth: 0)
    let length = try cursor.count("the name of a primitive", elementSize: 1)
    return String(decoding: try cursor.text(length), as: UTF8.self)
  }

  /// The name that R prints for one of its well-known environments.
  mutating func environmentName() throws(RDSError) -> String? {
    switch try cursor.header(depth: 0).type {
    case .globalEnvironment: return "R_GlobalEnv"
    case .baseEnvironment: return "base"
    case .emptyEnvironment: return "R_EmptyEnv"
    case .baseNamespace: return "namespace:base"
    case .namespace:
      _ = try cursor.int32("a name")
      guard try cursor.count("a name", elementSize: 8) > 0 else { return nil }
      return try cursor.charString().map { "namespace:" + $0 }
    case .package:
      _ = try cursor.int32("a name")
      guard try cursor.count("a name", elementSize: 8) > 0 else { return nil }
      return try cursor.charString()
    default: return nil
    }
  }
}
