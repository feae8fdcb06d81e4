import RData

/// `c list length names rep rev head tail unlist` and their like.
enum VectorFunctions {
  static let all: [Builtin] = [
    .pure("c", "...") { call in try Combination.combine(call.dots) },
    .pure("list", "...", objects: true) { call in
      var list = RValue.list(call.dots.map(\.value))
      if call.dots.contains(where: { $0.name != nil }) { list.names = call.dots.map { $0.name ?? "" } }
      return list
    },
    .pure("vector", "mode length") { call in
      try blank(call.text("mode") ?? "logical", call.whole("length") ?? 0)
    },
    .pure("logical", "length") { call in try blank("logical", call.whole("length") ?? 0) },
    .pure("integer", "length") { call in try blank("integer", call.whole("length") ?? 0) },
    .pure("numeric", "length") { call in try blank("numeric", call.whole("length") ?? 0) },
    .pure("double", "length") { call in try blank("double", call.whole("length") ?? 0) },
    .pure("character", "length") { call in try blank("character", call.whole("length") ?? 0) },
    .pure("length", "x", objects: true) { call in
      let value = try call.required("x")
      if value.isObject, value.inherits("POSIXlt") || value.rank == .other { throw NotEvaluatedHere() }
      return .int(Int32(clamping: value.count))
    },
    .pure("names", "x", objects: true) { call in
      let value = try call.required("x")
      if case .environment(let bindings) = value.storage { return .strings(bindings.map(\.name).sorted()) }
      if value.attributes["dim"] != nil { throw NotEvaluatedHere() }
      return value.attributes["names"] ?? .null
    },
    .pure("setNames", "object nm", objects: true) { call in
      try Replacement.names(try call.required("object"), call["nm"] ?? .null)
    },
    .pure("unname", "obj") { call in
      var value = try call.required("obj")
      value.attributes["names"] = nil
      value.attributes["dimnames"] = nil
      return value
    },
    .pure("rev", "x") { call in
      let value = try call.required("x")
      return value.selecting((0..<value.count).reversed())
    },
    .pure("head", "x n", objects: true) { call in try part(call, isHead: true) },
    .pure("tail", "x n", objects: true) { call in try part(call, isHead: false) },
    .pure("append", "x values after") { call in
      let value = try call.required("x")
      let values = try call.required("values")
      let after = min(try call.whole("after") ?? value.count, value.count)
      if after < 0 { throw NotEvaluatedHere() }
      return try Combination.combine([
        (nil, value.selecting((0..<after).map { $0 })), (nil, values),
        (nil, value.selecting((after..<value.count).map { $0 })),
      ])
    },
    .pure("unlist", "x recursive use.names") { call in
      guard try call.flag("recursive", default: true) else { throw NotEvaluatedHere() }
      return try Combination.unlist(try call.required("x"), useNames: try call.flag("use.names", default: true))
    },
    .pure("is.element", "el table") { call in
      try Matching.contains(try call.required("el"), in: try call.required("table"))
    },
  ]

  private static func blank(_ mode: String, _ length: Int) throws -> RValue {
    guard length >= 0 else { throw EvaluationError("invalid 'length' argument") }
    try VectorLength.check(length)
    switch mode {
    case "logical": return RValue(.logical(Array(repeating: false, count: length)))
    case "integer": return RValue(.integer(Array(repeating: 0, count: length)))
    case "numeric", "double": return RValue(.double(Array(repeating: 0, count: length)))
    case "character": return RValue(.character(Array(repeating: "", count: length)))
    case "list": return RValue(.list(Array(repeating: .null, count: length)))
    default: throw NotEvaluatedHere()
    }
  }

  private static func part(_ call: BuiltinCall, isHead: Bool) throws -> RValue {
    let value = try call.required("x")
    let wanted = try call.whole("n") ?? 6
    let isFrame = value.inherits("data.frame")
    if value.attributes["dim"] != nil || value.rank == .other { throw NotEvaluatedHere() }
    let count = isFrame ? DataFrame.rowCount(value) : value.count
    let length = wanted < 0 ? max(0, count + wanted) : min(wanted, count)
    let positions = isHead ? 0..<length : (count - length)..<count
    if isFrame {
      return try DataFrame.rows(value, RValue(.integer(positions.map { Int32($0 + 1) })))
    }
    if value.isObject, !value.inherits("factor"), !value.inherits("Date"), !value.inherits("POSIXct") {
      throw NotEvaluatedHere()
    }
    return value.selectingKeepingClass(Array(positions))
  }
}
