/// Looks into opaque objects, for printing.
extension RDSReader {
  /// A function's source, as it was written when that was kept, and the
  /// environment that it belongs to.
  mutating func closureLines() throws(RDSError) -> [String] {
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
    var lines = kept ?? RDeparser.lines(formals: formals, body: body)
    if case .opaque(let opaque) = environment.storage {
      var reader = RDSReader(opaque)
      let name = try reader.environmentName()
      if name != "R_GlobalEnv" { lines.append(name.map { "<environment: \($0)>" } ?? "<environment>") }
    }
    return lines
  }

  mutating func expressions() throws(RDSError) -> [RValue] {
    _ = try cursor.header(depth: 0)
    guard case .list(let values) = try vector(.list, depth: 0) else { return [] }
    return values
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
      return try cursor.charString(isNativeLatin1: stream.isNativeLatin1).map { "namespace:" + $0 }
    case .package:
      _ = try cursor.int32("a name")
      guard try cursor.count("a name", elementSize: 8) > 0 else { return nil }
      return try cursor.charString(isNativeLatin1: stream.isNativeLatin1)
    default: return nil
    }
  }
}
