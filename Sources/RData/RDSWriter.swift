/// Writes values as items of R's serialization.
struct RDSWriter {
  let output = RDSOutput()

  /// Writes the file header.
  func header(version: Int) throws(RDSError) {
    // The R that introduced the version is both who writes and who can read.
    let release: Int32
    switch version {
    case 2: release = 0x02_03_00
    case 3: release = 0x03_05_00
    default:
      throw RDSError(.unwritable, "R has no serialization version \(version): use 2 or 3.")
    }
    output.raw("X\n".utf8)
    output.int32(Int32(version))
    output.int32(release)
    output.int32(release)
    if version == 3 {
      let encoding = "UTF-8"
      output.count(encoding.utf8.count)
      output.raw(encoding.utf8)
    }
  }

  func item(_ value: RValue, depth: Int) throws(RDSError) {
    guard depth < RDSCursor.maximumDepth else {
      throw RDSError(.unwritable, "The value nests more than \(RDSCursor.maximumDepth) levels deep: flatten it.")
    }
    switch value.storage {
    case .null: output.type(.null)
    case .symbol(let name): output.symbol(name.utf8)
    case .opaque(let opaque): try opaque.write(to: output, depth: depth)
    case .logical(let values):
      begin(.logical, value)
      output.count(values.count)
      output.integers(values.map { $0.map { $0 ? 1 : 0 } ?? .naInteger })
    case .integer(let values):
      begin(.integer, value)
      output.count(values.count)
      output.integers(values)
    case .double(let values):
      begin(.double, value)
      output.count(values.count)
      output.doubles(values)
    case .complex(let values):
      begin(.complex, value)
      output.count(values.count)
      output.doubles(values.flatMap { [$0.real, $0.imaginary] })
    case .character(let values):
      begin(.character, value)
      output.count(values.count)
      for string in values { output.string(string) }
    case .raw(let values):
      begin(.raw, value)
      output.count(values.count)
      output.raw(values)
    case .list(let values):
      begin(.list, value)
      output.count(values.count)
      for element in values { try item(element, depth: depth + 1) }
    case .call(let call):
      try self.call(call, of: value, depth: depth)
      return
    case .function(let source):
      try function(source, of: value, depth: depth)
      return
    case .environment(let bindings):
      try environment(bindings, of: value, depth: depth)
      return
    }
    try attributesAfter(value, depth: depth)
  }

  /// Writes the flags word of a value.
  private func begin(_ type: RDSItemType, _ value: RValue, extra: UInt32 = 0) {
    var word = UInt32(type.rawValue) | extra
    if value.attributes["class"] != nil { word |= RDSItemHeader.objectBit }
    if !value.attributes.isEmpty { word |= RDSItemHeader.attributesBit }
    output.word(word)
  }

  /// Attributes that follow a value; kinds that have none lose them.
  private func attributesAfter(_ value: RValue, depth: Int) throws(RDSError) {
    switch value.storage {
    case .null, .symbol, .opaque: return
    default: if !value.attributes.isEmpty { try pairlist(value.attributes.entries, depth: depth) }
    }
  }

  /// Writes cells with names, and the end of the list.
  private func pairlist(_ bindings: [RBinding], depth: Int) throws(RDSError) {
    for binding in bindings {
      var word = UInt32(RDSItemType.pairlist.rawValue)
      if !binding.name.isEmpty { word |= RDSItemHeader.tagBit }
      output.word(word)
      if !binding.name.isEmpty { output.symbol(binding.name.utf8) }
      try item(binding.value, depth: depth + 1)
    }
    output.type(.null)
  }

  private func call(_ call: RCall, of value: RValue, depth: Int) throws(RDSError) {
    begin(.language, value)
    if !value.attributes.isEmpty { try pairlist(value.attributes.entries, depth: depth) }
    try item(call.function, depth: depth + 1)
    guard let formals = call.formals else {
      try pairlist(call.arguments, depth: depth)
      return
    }
    // R demands a pairlist of formal arguments, which reads as a list.
    output.type(.pairlist)
    try pairlist(formals, depth: depth + 1)
    try pairlist(Array(call.arguments.dropFirst()), depth: depth)
  }

  /// A closure in the global environment.
  private func function(_ source: String, of value: RValue, depth: Int) throws(RDSError) {
    let expressions: [RValue]
    do throws(RSyntaxError) {
      expressions = try RSource.parse(source)
    } catch {
      throw RDSError(.unwritable, "The source of a function does not parse. \(error)")
    }
    guard case .call(let call)? = expressions.first?.storage, expressions.count == 1, call.arguments.count >= 2,
      let formals = call.formals
    else {
      throw RDSError(.unwritable, "This is not the source of one function: \(source.prefix(60))")
    }
    begin(.closure, value, extra: RDSItemHeader.tagBit)
    if !value.attributes.isEmpty { try pairlist(value.attributes.entries, depth: depth) }
    output.type(.globalEnvironment)
    try pairlist(formals, depth: depth + 1)
    try item(call.arguments[1].value, depth: depth + 1)
  }

  private func environment(_ bindings: [RBinding], of value: RValue, depth: Int) throws(RDSError) {
    let notLocked: Int32 = 0
    _ = output.register()
    output.type(.environment)
    output.int32(notLocked)
    output.type(.globalEnvironment)
    try pairlist(bindings, depth: depth)
    // No hash table: R makes do with the frame.
    output.type(.null)
    if value.attributes.isEmpty {
      output.type(.null)
    } else {
      try pairlist(value.attributes.entries, depth: depth)
    }
  }
}
