package import RData

extension RValue {
  /// What a loop over this value sees, one after the other, as
  /// `iterators::iter` gives it: the elements of a vector or list, the columns
  /// of a data frame, the columns of a matrix as matrices of one column.
  ///
  /// Nil for what is no vector.
  package var loopElements: [RValue]? {
    guard let dim = matrixSize, let elements = RValue(storage).iterationElements else { return iterationElements }
    let names = attributes["dimnames"]
    return (0..<dim.columns).map { column in
      let range = column * dim.rows..<(column + 1) * dim.rows
      var attributes = RAttributes([
        RBinding(name: "dim", value: RValue(.integer([Int32(clamping: dim.rows), 1])))
      ])
      if let names, case .list(let parts) = names.storage, parts.count == 2 {
        let name = parts[1].asStrings.map { RValue.string($0[column]) } ?? .null
        attributes["dimnames"] = RValue(.list([parts[0], name]), attributes: names.attributes)
      }
      return RValue(storage.elements(range) ?? .list(Array(elements[range])), attributes: attributes)
    }
  }

  /// How many elements a loop over this value sees; nil for what is no vector.
  package var loopCount: Int? {
    if let dim = matrixSize { return dim.columns }
    switch storage {
    case .null, .logical, .integer, .double, .complex, .character, .raw, .list: return count
    case .function, .symbol, .call, .environment, .opaque: return nil
    }
  }

  private var matrixSize: (rows: Int, columns: Int)? {
    guard let dim = attributes["dim"]?.integers?.map(Int.init), dim.count == 2, dim[0] * dim[1] == count else {
      return nil
    }
    return (dim[0], dim[1])
  }
}

extension RValue.Storage {
  /// The elements of an atomic vector at some positions.
  fileprivate func elements(_ range: Range<Int>) -> RValue.Storage? {
    switch self {
    case .logical(let values): .logical(Array(values[range]))
    case .integer(let values): .integer(Array(values[range]))
    case .double(let values): .double(Array(values[range]))
    case .complex(let values): .complex(Array(values[range]))
    case .character(let values): .character(Array(values[range]))
    case .raw(let values): .raw(Array(values[range]))
    default: nil
    }
  }
}
