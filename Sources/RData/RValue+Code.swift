extension RValue {
  /// The code that a value holds, as R source: functions with those in the
  /// environments they belong to, calls, formulas and names, also inside of
  /// lists, environments and attributes. Functions of packages are left out.
  package var code: [String] {
    var collector = CodeCollector()
    collector.add(self)
    return collector.sources
  }
}

/// Gathers the code of values that may refer to each other in circles.
private struct CodeCollector {
  private(set) var sources: [String] = []
  private var visited: Set<Place> = []

  /// Where an opaque object stands.
  private struct Place: Hashable {
    let stream: ObjectIdentifier
    let place: Int
  }

  mutating func add(_ value: RValue) {
    for entry in value.attributes.entries where entry.name != "srcref" { add(entry.value) }
    switch value.storage {
    case .null, .logical, .integer, .double, .complex, .character, .raw: break
    case .function(let source): sources.append(source)
    case .symbol, .call: sources.append(RDeparser.lines(value).joined(separator: "\n"))
    case .list(let elements): for element in elements { add(element) }
    case .environment(let bindings): for binding in bindings { add(binding.value) }
    case .opaque(let opaque):
      do throws(RDSError) {
        try add(opaque.location, ofType: opaque.typeName)
      } catch {
        // What cannot be understood can still be carried, and names nothing.
      }
    }
  }

  private mutating func add(_ location: ROpaque.Location, ofType type: String) throws(RDSError) {
    let place = Place(stream: ObjectIdentifier(location.stream), place: location.place)
    guard visited.insert(place).inserted else { return }
    var reader = RDSReader(location)
    switch type {
    case "closure":
      let (lines, environment) = try reader.closureParts()
      reader.finish()
      guard try Self.isOfSession(environment) else { return }
      sources.append(lines.joined(separator: "\n"))
      add(environment)
    case "environment":
      let (enclosure, bindings) = try reader.environmentParts() ?? (.null, [])
      reader.finish()
      for binding in bindings { add(binding.value) }
      add(enclosure)
    case "promise":
      let (code, environment) = try reader.promiseParts()
      reader.finish()
      add(code)
      add(environment)
    case "expression":
      let expressions = try reader.expressions()
      reader.finish()
      for expression in expressions { add(expression.value) }
    default: break
    }
  }

  /// Whether the functions of an environment find the variables of the
  /// session: those of a package find the package's own.
  private static func isOfSession(_ environment: RValue) throws(RDSError) -> Bool {
    guard case .opaque(let opaque) = environment.storage else { return true }
    var reader = RDSReader(opaque)
    let name = try reader.environmentName()
    return name == nil || name == "R_GlobalEnv"
  }
}
