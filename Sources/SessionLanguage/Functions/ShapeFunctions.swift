import RData

/// `nrow ncol dim` and `identical`.
enum ShapeFunctions {
  static let all: [Builtin] = [
    .pure("dim", "x", objects: true) { call in shape(try call.required("x")).map { RValue(.integer($0)) } ?? .null },
    .pure("nrow", "x", objects: true) { call in shape(try call.required("x")).map { .int($0[0]) } ?? .null },
    .pure("ncol", "x", objects: true) { call in
      guard let shape = shape(try call.required("x")), shape.count > 1 else { return .null }
      return .int(shape[1])
    },
    .pure("NROW", "x", objects: true) { call in
      let value = try call.required("x")
      return .int(shape(value)?[0] ?? Int32(clamping: value.count))
    },
    .pure("colnames", "x", objects: true) { call in
      let value = try call.required("x")
      if value.inherits("data.frame") { return value.attributes["names"] ?? .null }
      return Subsetting.dimensionNames(value)[1].map { .strings($0) } ?? .null
    },
    .pure("matrix", "data nrow ncol byrow dimnames") { call in
      let value = call["data"] ?? RValue(.logical([nil]))
      guard value.rank <= .list, value.count > 0 else { throw NotEvaluatedHere() }
      let rows = try call.whole("nrow")
      let columns = try call.whole("ncol")
      let height = rows ?? columns.map { ($0 == 0) ? 0 : (value.count + $0 - 1) / $0 } ?? value.count
      let width = columns ?? (height == 0 ? 0 : (value.count + height - 1) / height)
      guard height >= 0, width >= 0, height < 50_000_000, width < 50_000_000, height * width <= 100_000_000 else {
        throw EvaluationError("invalid extent of the matrix")
      }
      // R warns when the data do not fill the matrix evenly.
      guard height * width > 0, (height * width) % value.count == 0 else { throw NotEvaluatedHere() }
      var plain = value
      plain.attributes = RAttributes()
      let isByRow = try call.flag("byrow", default: false)
      var result = plain.selecting(
        (0..<(height * width)).map { place in
          (isByRow ? place % height * width + place / height : place) % value.count
        })
      result.attributes["dim"] = RValue(.integer([Int32(height), Int32(width)]))
      if let names = call["dimnames"], !names.isNull {
        guard case .list(let both) = names.storage, both.count == 2,
          zip(both, [height, width]).allSatisfy({ $0.isNull || $0.rank == .character && $0.count == $1 })
        else { throw NotEvaluatedHere() }
        if !both.allSatisfy(\.isNull) { result.attributes["dimnames"] = names }
      }
      return result
    },
    .pure("identical", "x y", objects: true) { call in
      .flag(try call.required("x") == call.required("y"))
    },
  ]

  private static func shape(_ value: RValue) -> [Int32]? {
    if value.inherits("data.frame") {
      return [Int32(clamping: DataFrame.rowCount(value)), Int32(clamping: value.count)]
    }
    return value.attributes["dim"]?.integers
  }
}
