/// R's record of where in a source file a function was written.
enum RSourceReference {
  /// The source lines of a srcref, when its file was kept with it.
  static func lines(_ srcref: RValue) throws(RDSError) -> [String]? {
    guard case .integer(let places) = srcref.storage, places.count >= 4,
      case .opaque(let file)? = srcref.attributes["srcfile"]?.storage,
      let variables = try RDS.bindings(of: file),
      case .character(let kept)? = variables.first(where: { $0.name == "lines" })?.value.storage
    else { return nil }
    let all = kept.flatMap { ($0 ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    let (first, firstByte, last, lastByte) = (Int(places[0]), Int(places[1]), Int(places[2]), Int(places[3]))
    guard first >= 1, last >= first, last <= all.count else { return nil }
    var lines = Array(all[(first - 1)...(last - 1)])
    lines[lines.count - 1] = String(decoding: lines[lines.count - 1].utf8.prefix(lastByte), as: UTF8.self)
    lines[0] = String(decoding: lines[0].utf8.dropFirst(firstByte - 1), as: UTF8.self)
    return lines
  }
}
