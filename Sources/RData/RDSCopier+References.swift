/// Items that others refer to by number.
extension RDSCopier {
  mutating func reference(_ header: RDSItemHeader, at start: Int, depth: Int) throws(RDSError) {
    let index = try cursor.referenceIndex(header, below: nextReference, at: start)
    guard let output else { return }
    if let ours = output.carriedReference(index, of: stream) {
      output.reference(ours)
      return
    }
    // The object stands before the part that is copied: copy it here.
    let (position, next) = (cursor.position, nextReference)
    cursor.position = references[index]
    nextReference = index
    try item(depth: depth + 1)
    (cursor.position, nextReference) = (position, next)
  }

  mutating func definition(_ header: RDSItemHeader, at start: Int, depth: Int, isTop: Bool) throws(RDSError) {
    let index = nextReference
    if index == references.count { references.append(start) }
    nextReference += 1
    if header.type == .symbol {
      let name = try cursor.charBytes(isNativeLatin1: stream.isNativeLatin1)
      output?.symbol(name)
      return
    }
    if let output {
      if let ours = output.carriedReference(index, of: stream) {
        output.reference(ours)
        try skipDefinition(header, depth: depth)
        return
      }
      output.setCarriedReference(index, of: stream, to: output.register())
      output.word(header.word)
    }
    try content(header, depth: depth, isTop: isTop)
  }

  /// Walks over a definition whose copy exists already.
  private mutating func skipDefinition(_ header: RDSItemHeader, depth: Int) throws(RDSError) {
    var skipper = RDSCopier(
      stream: stream, position: cursor.position, references: references, nextReference: nextReference, output: nil)
    try skipper.content(header, depth: depth, isTop: false)
    cursor.position = skipper.cursor.position
    nextReference = skipper.nextReference
    references = skipper.references
  }

  private mutating func content(_ header: RDSItemHeader, depth: Int, isTop: Bool) throws(RDSError) {
    switch header.type {
    case .environment:
      let isLocked = try cursor.int32("an environment")
      output?.int32(isLocked)
      // Enclosure, frame and hash table; then the attributes.
      for _ in 0..<3 { try item(depth: depth + 1) }
      try attributeItem(depth: depth, ofTop: isTop)
    case .externalPointer:
      for _ in 0..<2 { try item(depth: depth + 1) }
      if header.hasAttributes { try attributeItem(depth: depth, ofTop: isTop) }
    case .weakReference:
      if header.hasAttributes { try attributeItem(depth: depth, ofTop: isTop) }
    default:
      // A package, a namespace or what a hook made: a few strings.
      let zero = try cursor.int32("a name")
      let count = try cursor.count("a name", elementSize: 8)
      output?.int32(zero)
      output?.count(count)
      for _ in 0..<count { try item(depth: depth + 1) }
    }
  }
}
