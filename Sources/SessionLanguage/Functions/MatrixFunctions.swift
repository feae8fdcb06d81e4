import RData

/// `t rbind cbind rowSums %*%` and their like, for vectors and matrices
/// without a class.
enum MatrixFunctions {
  static let all: [Builtin] = [
    .pure("t", "x") { call in
      let value = try call.required("x")
      guard value.rank <= .list, value.rank > .null else { throw NotEvaluatedHere() }
      guard let matrix = Matrix(value) else {
        guard value.attributes["dim"] == nil else { throw NotEvaluatedHere() }
        var row = RValue(value.storage)
        row.attributes["dim"] = RValue(.integer([1, Int32(clamping: value.count)]))
        if let names = value.attributes["names"] { row.attributes["dimnames"] = .list([.null, names]) }
        return row
      }
      let positions = (0..<matrix.rows).flatMap { row in (0..<matrix.columns).map { $0 * matrix.rows + row } }
      var result = RValue(value.storage).selecting(positions)
      result.attributes["dim"] = RValue(.integer([Int32(matrix.columns), Int32(matrix.rows)]))
      if case .list(let names)? = value.attributes["dimnames"]?.storage {
        var turned = RValue.list(Array(names.reversed()))
        turned.names = value.attributes["dimnames"]?.names.map { $0.reversed() }
        result.attributes["dimnames"] = turned
      }
      return result
    },
    .pure("rbind", "...") { call in try bind(&call, byRow: true) },
    .pure("cbind", "...") { call in try bind(&call, byRow: false) },
    .pure("rowSums", "x") { call in try sums(call, overRows: true, isMean: false) },
    .pure("colSums", "x") { call in try sums(call, overRows: false, isMean: false) },
    .pure("rowMeans", "x") { call in try sums(call, overRows: true, isMean: true) },
    .pure("colMeans", "x") { call in try sums(call, overRows: false, isMean: true) },
    .pure("rownames", "x") { call in
      Subsetting.dimensionNames(try call.required("x"))[0].map { .strings($0) } ?? .null
    },
    .pure("dimnames", "x") { call in try call.required("x").attributes["dimnames"] ?? .null },
    .pure("%*%", "x y") { call in
      guard let x = Matrix(try call.required("x")), let y = Matrix(try call.required("y")),
        let a = x.numbers, let b = y.numbers, !(a + b).contains(where: { !$0.isFinite }),
        x.value.attributes["dimnames"] == nil, y.value.attributes["dimnames"] == nil
      else { throw NotEvaluatedHere() }
      guard x.columns == y.rows else { throw EvaluationError("non-conformable arguments") }
      var result = [Double]()
      for column in 0..<y.columns {
        for row in 0..<x.rows {
          result.append((0..<x.columns).reduce(0.0) { $0 + a[$1 * x.rows + row] * b[column * y.rows + $1] })
        }
      }
      var product = RValue(.double(result))
      product.attributes["dim"] = RValue(.integer([Int32(x.rows), Int32(y.columns)]))
      return product
    },
    .pure("is.matrix", "x", objects: true) { call in
      .flag(try call.required("x").attributes["dim"]?.count == 2)
    },
  ]

  /// A value with two dimensions.
  private struct Matrix {
    let value: RValue
    let rows: Int
    let columns: Int

    init?(_ value: RValue) {
      guard let shape = value.attributes["dim"]?.integers, shape.count == 2 else { return nil }
      self.value = value
      rows = Int(shape[0])
      columns = Int(shape[1])
    }

    /// The elements when they are numbers or truth values.
    var numbers: [Double]? { value.rank <= .double && value.rank >= .logical ? value.doubles : nil }
  }

  private static func sums(_ call: BuiltinCall, overRows: Bool, isMean: Bool) throws -> RValue {
    guard let matrix = Matrix(try call.required("x")) else {
      throw EvaluationError("'x' must be an array of at least two dimensions")
    }
    guard let numbers = matrix.numbers else { throw EvaluationError("'x' must be numeric") }
    let count = overRows ? matrix.rows : matrix.columns
    let length = overRows ? matrix.columns : matrix.rows
    let results = (0..<count).map { line in
      let part = (0..<length).map { overRows ? numbers[$0 * matrix.rows + line] : numbers[line * matrix.rows + $0] }
      let total = SummaryFunctions.addition(part)
      return isMean ? total / Double(length) : total
    }
    var result = RValue(.double(results))
    result.names = Subsetting.dimensionNames(matrix.value)[overRows ? 0 : 1]
    return result
  }

  /// One row, or column, for each vector, and all those of each matrix.
  private static func bind(_ call: inout BuiltinCall, byRow: Bool) throws -> RValue {
    let parts = call.dots.filter { !$0.value.isNull }
    guard !parts.isEmpty else { return .null }
    guard !call.dots.contains(where: { $0.name == "deparse.level" || $0.name == "stringsAsFactors" }),
      parts.allSatisfy({ $0.value.rank <= .list })
    else { throw NotEvaluatedHere() }
    let rank = parts.map(\.value.rank).max() ?? .logical
    let matrices = parts.map { Matrix($0.value) }
    let lengths = matrices.compactMap { $0.map { byRow ? $0.columns : $0.rows } }
    if let first = lengths.first, lengths.contains(where: { $0 != first }) {
      throw EvaluationError("number of \(byRow ? "columns" : "rows") of matrices must match")
    }
    let width = lengths.first ?? parts.map(\.value.count).max() ?? 0
    // Vectors of no elements beside others, and lists, have rules of their own.
    guard width > 0, rank != .list, !parts.contains(where: { $0.value.count == 0 }) else { throw NotEvaluatedHere() }
    var lines: [RValue] = []
    var labels: [String] = []
    var across: [String]?
    for (part, matrix) in zip(parts, matrices) {
      guard let plain = RValue(part.value.storage).converted(to: rank) else { throw NotEvaluatedHere() }
      if let matrix {
        let names = Subsetting.dimensionNames(matrix.value)
        if part.value.attributes["dimnames"]?.names != nil { throw NotEvaluatedHere() }
        if across == nil { across = names[byRow ? 1 : 0] }
        for line in 0..<(byRow ? matrix.rows : matrix.columns) {
          lines.append(
            plain.selecting((0..<width).map { byRow ? $0 * matrix.rows + line : line * matrix.rows + $0 }))
          labels.append(names[byRow ? 0 : 1]?[line] ?? "")
        }
        continue
      }
      if part.value.attributes["dim"] != nil { throw NotEvaluatedHere() }
      if part.value.count > width || width % part.value.count != 0 {
        // R warns of what does not fit.
        throw NotEvaluatedHere()
      }
      if across == nil, lengths.isEmpty, part.value.count == width { across = part.value.names }
      if across == nil, !lengths.isEmpty, part.value.names != nil { throw NotEvaluatedHere() }
      lines.append(plain.selecting((0..<width).map { $0 % part.value.count }))
      labels.append(part.name ?? "")
    }
    var result = try Combination.combine(lines.map { (nil, $0) })
    if byRow {
      let count = lines.count
      result = result.selecting((0..<width).flatMap { column in (0..<count).map { $0 * width + column } })
    }
    let shape = byRow ? [lines.count, width] : [width, lines.count]
    result.attributes["dim"] = RValue(.integer(shape.map { Int32(clamping: $0) }))
    let own: RValue = labels.contains { !$0.isEmpty } ? .strings(labels) : .null
    let other: RValue = across.map { .strings($0) } ?? .null
    if !own.isNull || !other.isNull { result.attributes["dimnames"] = .list(byRow ? [own, other] : [other, own]) }
    return result
  }
}
