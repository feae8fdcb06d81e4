import RData

/// `data.frame` of named vectors, and what is asked of tables.
enum FrameFunctions {
  static let all: [Builtin] = [
    .pure("data.frame", "... stringsAsFactors check.names", objects: true) { call in
      guard try !call.flag("stringsAsFactors", default: false) else { throw NotEvaluatedHere() }
      let names = call.dots.map { $0.name ?? "" }
      let values = call.dots.map(\.value)
      // Names that R would make up or repair, and parts that spread into several columns, are R's.
      guard !values.isEmpty, Set(names).count == names.count,
        names.allSatisfy({ RQuoting.name($0) == $0 && !$0.isEmpty && $0 != "row.names" }),
        values.allSatisfy({ value in
          value.rank <= .character && value.rank > .null && value.attributes["dim"] == nil
            && value.attributes["names"] == nil && (!value.isObject || value.inherits("factor"))
        })
      else { throw NotEvaluatedHere() }
      let rows = values.map(\.count).max() ?? 0
      if let odd = values.first(where: { $0.count == 0 ? rows > 0 : rows % $0.count != 0 }) {
        throw EvaluationError("arguments imply differing number of rows: \(rows), \(odd.count)")
      }
      var frame = RValue.list(
        values.map { value in value.selectingKeepingClass((0..<rows).map { $0 % max(value.count, 1) }) }, names: names)
      frame.attributes["class"] = .string("data.frame")
      frame.attributes["row.names"] = RValue(.integer([.naInteger, -Int32(clamping: rows)]))
      return frame
    },
    .pure("is.vector", "x", objects: true) { call in
      let value = try call.required("x")
      return .flag(value.rank <= .list && !value.isNull && value.attributes.entries.allSatisfy { $0.name == "names" })
    },
    .pure("attributes", "x", objects: true) { call in
      let value = try call.required("x")
      if value.rank == .other || value.inherits("data.frame") { throw NotEvaluatedHere() }
      guard !value.attributes.isEmpty else { return .null }
      // Names come first, as R lists them.
      let entries =
        value.attributes.entries.filter { $0.name == "names" } + value.attributes.entries.filter { $0.name != "names" }
      return .list(entries.map(\.value), names: entries.map(\.name))
    },
    .pure("structure", ".Data ...", objects: true) { call in
      var value = try call.required(".Data")
      let special: Set<String> = ["row.names", "tsp", "comment", "dim", "dimnames", ".Names", "levels"]
      guard value.rank <= .list, !value.isNull else { throw NotEvaluatedHere() }
      for dot in call.dots {
        guard let name = dot.name, !special.contains(name), !(name == "class" && dot.value.asStrings == nil),
          dot.value.asStrings.map({ !$0.contains("factor") && !$0.contains("data.frame") }) ?? true
        else { throw NotEvaluatedHere() }
        if name == "names" {
          value = try Replacement.names(value, dot.value)
        } else {
          value.attributes[name] = dot.value.isNull ? nil : dot.value
        }
      }
      return value
    },
    .pure("unclass", "x", objects: true) { call in
      var value = try call.required("x")
      if value.rank == .other || value.inherits("data.frame") { throw NotEvaluatedHere() }
      value.attributes["class"] = nil
      return value
    },
    .pure("conditionMessage", "c", objects: true) { call in
      guard let message = try call.required("c").element("message") else { throw NotEvaluatedHere() }
      return message
    },
  ]
}
