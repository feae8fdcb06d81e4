/// Compiled code: a vector of instructions and a pool of constants in which
/// calls are spelt in a way of their own.
extension RDSCopier {
  mutating func byteCode(depth: Int) throws(RDSError) {
    let shared = try cursor.int32("compiled code")
    output.int32(shared)
    try byteCodeBody(depth: depth)
  }

  private mutating func byteCodeBody(depth: Int) throws(RDSError) {
    try item(depth: depth + 1)
    let count = try cursor.count("the constants of compiled code", elementSize: 4)
    output.count(count)
    for _ in 0..<count {
      let type = try cursor.int32("compiled code")
      output.int32(type)
      if type == Int32(RDSItemType.byteCode.rawValue) {
        guard depth < RDSCursor.maximumDepth else { throw RDSCursor.tooDeep(at: cursor.offset) }
        try byteCodeBody(depth: depth + 1)
      } else {
        try byteCodeConstant(type, depth: depth + 1)
      }
    }
  }

  private mutating func byteCodeConstant(_ firstType: Int32, depth: Int) throws(RDSError) {
    guard depth < RDSCursor.maximumDepth else { throw RDSCursor.tooDeep(at: cursor.offset) }
    var type = firstType
    while true {
      switch UInt8(exactly: type).flatMap(RDSItemType.init(rawValue:)) {
      case .byteCodeReference:
        let index = try cursor.int32("compiled code")
        output.int32(index)
        return
      case .byteCodeDefinition:
        let index = try cursor.int32("compiled code")
        output.int32(index)
        type = try cursor.int32("compiled code")
        output.int32(type)
        continue
      case .attributedLanguage, .attributedPairlist, .language, .pairlist: break
      default:
        try item(depth: depth + 1)
        return
      }
      if type == Int32(RDSItemType.attributedLanguage.rawValue)
        || type == Int32(RDSItemType.attributedPairlist.rawValue)
      {
        try item(depth: depth + 1)
      }
      try item(depth: depth + 1)
      let headType = try cursor.int32("compiled code")
      output.int32(headType)
      try byteCodeConstant(headType, depth: depth + 1)
      type = try cursor.int32("compiled code")
      output.int32(type)
    }
  }
}
