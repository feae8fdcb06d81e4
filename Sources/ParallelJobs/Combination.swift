package import RData

/// How the values of the iterations become one value, as foreach does it.
package struct Combination: Sendable, Equatable {
  /// What one `foreach(...)` asks for; each function is R source.
  package struct Level: Sendable, Equatable {
    /// `.combine`; nil makes a list.
    package var function: String?
    /// `.init`: one value for each group, or one for all; empty without it.
    package var initials: [RValue] = []
    /// `.final`.
    package var final: String?
    /// `.multicombine`; nil for foreach's own choice, which is TRUE for `c`,
    /// `cbind` and `rbind`.
    package var isMulti: Bool?
    /// `.maxcombine`, how many values the function takes at a time, 2 at
    /// least; nil for foreach's own choice, 100 or 2.
    package var maximum: Int?
    /// What becomes of errors here.
    package var errorHandling = ErrorHandling.stop
    /// How many results each group has: the iterations of an inner loop for
    /// each one of the loop around it; one group for the outermost.
    package var sizes: [Int] = []

    package init(function: String? = nil) {
      self.function = function
    }

    var isPlain: Bool { function == nil && initials.isEmpty && final == nil }
  }

  /// The loops that `%:%` nests, the outermost first; at least one.
  package var levels: [Level]

  package init(levels: [Level] = [Level()]) {
    self.levels = levels
  }

  /// Whether the values stay the plain list they are.
  package var isPlain: Bool { levels.count == 1 && levels[0].isPlain }

  /// Reads what a job's environment says; nil for what ``value`` did not write.
  init?(_ value: RValue) {
    guard case .list(let levels) = value.storage, !levels.isEmpty else { return nil }
    self.levels = levels.map { level in
      var result = Level(function: level.element("combine")?.asString)
      result.final = level.element("final")?.asString
      if case .list(let initials)? = level.element("initials")?.storage { result.initials = initials }
      result.isMulti = level.element("multicombine")?.asFlag
      result.maximum = level.element("maxcombine")?.asInt
      result.errorHandling = level.element("errorhandling")?.asString.flatMap(ErrorHandling.init(rawValue:)) ?? .stop
      if case .integer(let sizes)? = level.element("sizes")?.storage { result.sizes = sizes.map(Int.init) }
      return result
    }
  }

  /// As the merge reads it.
  var value: RValue {
    .list(
      levels.map { level in
        var entries = [
          RBinding(name: "sizes", value: RValue(.integer(level.sizes.map { Int32(clamping: $0) }))),
          RBinding(name: "errorhandling", value: .string(level.errorHandling.rawValue)),
        ]
        func set(_ name: String, _ value: RValue?) {
          if let value { entries.append(RBinding(name: name, value: value)) }
        }
        set("combine", level.function.map { .string($0) })
        set("final", level.final.map { .string($0) })
        set("initials", level.initials.isEmpty ? nil : .list(level.initials))
        set("multicombine", level.isMulti.map { .flag($0) })
        set("maxcombine", level.maximum.map { .number(Double($0)) })
        return .list(entries.map(\.value), names: entries.map(\.name))
      })
  }
}
