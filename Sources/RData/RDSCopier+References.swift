/// Items that others refer to by number.
extension RDSCopier {
  mutating func reference(_ header: RDSItemHeader, depth: Int) throws(RDSError) {
    let index = try cursor.referenceIndex(header, below: nextReference)
    if let ours = output.carriedReference(index, of: stream) {
      output.reference(ours)
      return
    }
    // The object stands before the part that is copied: copy it here.
    let (place, next) = (cursor.position, nextReference)
    cursor.position = references[index]
    nextReference = index
    try item(depth: depth + 1)
    cursor.position = place
    nextReference = next
  }

  mutating func definition(_ header: RDSItemHeader, at place: Int, depth: Int) throws(RDSError) {
    let index = nextReference
    if index == references.count { references.append(place) }
    if header.type == .symbol {
      nextReference += 1
      let name = try cursor.charBytes()
      output.symbol(name)
      return
    }
    if let ours = output.carriedReference(index, of: stream) {
      output.reference(ours)
      try skipDefinition(at: place, depth: depth)
      return
    }
    nextReference += 1
    output.setCarriedReference(index, of: stream, to: output.register())
    output.word(header.word)
    try content(header, depth: depth)
  }

  /// Goes past a definition whose copy exists already.
  private mutating func skipDefinition(at place: Int, depth: Int) throws(RDSError) {
    var reader = RDSReader(ROpaque.Location(stream: stream, place: place, nextReference: nextReference))
    reader.references = references
    try reader.skipItem(depth: depth)
    cursor.position = reader.cursor.position
    nextReference = reader.nextReference
    references = reader.references
  }

  private mutating func content(_ header: RDSItemHeader, depth: Int) throws(RDSError) {
    switch header.type {
    case .environment:
      let isLocked = try cursor.int32("an environment")
      output.int32(isLocked)
      // Enclosure, frame, hash table and attributes.
      for _ in 0..<4 { try item(depth: depth + 1) }
    case .externalPointer:
      for _ in 0..<2 { try item(depth: depth + 1) }
      if header.hasAttributes { try item(depth: depth + 1) }
    case .weakReference:
      if header.hasAttributes { try item(depth: depth + 1) }
    default:
      // A package, a namespace or what a hook made: a few strings.
      let zero = try cursor.int32("a name")
      let count = try cursor.count("a name", elementSize: 8)
      output.int32(zero)
      output.count(count)
      for _ in 0..<count { try item(depth: depth + 1) }
    }
  }
}
