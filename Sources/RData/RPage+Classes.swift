/// Classes of base R that have a `print` method.
extension RPage {
  /// Prints an object by one of its classes; false when there is no method
  /// for that class.
  mutating func printed(_ value: RValue, as className: String) -> Bool {
    switch className {
    case "factor": return factor(value)
    case "data.frame": return dataFrame(value)
    case "Date": return texts(RDateTime.dates(value), of: value, emptyWord: "Date of length 0")
    case "POSIXct":
      return texts(RDateTime.times(value, showsZone: true), of: value, emptyWord: "POSIXct of length 0")
    case "POSIXlt":
      return texts(RDateTime.brokenDownTimes(value, showsZone: true), of: value, emptyWord: "POSIXlt of length 0")
    case "difftime": return difference(value)
    case "noquote":
      // The class of `noquote(x, right = TRUE)` is c(right = "noquote").
      let isRight = value.attributes["class"]?.names?.contains("right") ?? false
      self.value(value.without(class: "noquote"), quotes: false, alignsRight: isRight)
    case "AsIs": self.value(value.without(class: "AsIs"))
    case "table": return table(value)
    case "xtabs":
      var table = value
      table.attributes["call"] = nil
      return self.table(table)
    case "dist": return distances(value)
    case "roman": return roman(value)
    case "summaryDefault": return summary(value)
    case "condition": return condition(value)
    case "formula": return formula(value)
    case "numeric_version": return version(value)
    case "hexmode": return radix(value, 16)
    case "octmode": return radix(value, 8)
    case "proc_time": return processTime(value)
    case "object_size":
      guard let bytes = value.asDouble else { return false }
      line("\(RNumber.asCharacter(bytes)) bytes")
    case "ts": return timeSeries(value)
    default: return false
    }
    return true
  }

  private mutating func factor(_ value: RValue) -> Bool {
    guard let factor = RFactor(value) else { return false }
    if factor.labels.isEmpty {
      line(factor.isOrdered ? "ordered(0)" : "factor(0)")
    } else {
      var labels = RValue(.character(factor.labels), attributes: value.attributes)
      for name in ["levels", "class", "contrasts"] { labels.attributes[name] = nil }
      self.value(labels, quotes: false)
    }
    line(factor.levelsLine(width: width))
    return true
  }

  /// Prints the texts that stand for a vector's elements.
  private mutating func texts(_ texts: [String?]?, of value: RValue, emptyWord: String) -> Bool {
    guard let texts else { return false }
    guard !texts.isEmpty else {
      line(emptyWord)
      return true
    }
    // Unlike vectors, these leave out a single one, too.
    let most = min(texts.count, mostElements)
    var shown = RValue(.character(Array(texts.prefix(most))))
    if value.count == texts.count, let names = value.namesOrNA {
      shown.attributes["names"] = RValue(.character(Array(names.prefix(most))))
    }
    self.value(shown, quotes: true)
    if most < texts.count {
      line(" [ reached 'max' / getOption(\"max.print\") -- omitted \(texts.count - most) entries ]")
    }
    return true
  }

  private mutating func difference(_ value: RValue) -> Bool {
    let units = value.attributes["units"]?.asString ?? "days"
    var numbers = value.unclassed
    numbers.attributes["units"] = nil
    if value.count <= 1, value.attributes["dim"] == nil, let texts = RCells.texts(value.storage, quotes: false) {
      line("Time difference of \(texts.joined()) \(units)")
    } else {
      line("Time differences in \(units)")
      self.value(numbers)
    }
    return true
  }

  private mutating func table(_ value: RValue) -> Bool {
    let dimensions = value.dimensions ?? [value.count]
    if dimensions.contains(0) {
      line("< table of extent \(dimensions.map(String.init).joined(separator: " x ")) >")
      return true
    }
    var alignsRight = false
    switch value.storage {
    case .integer, .double, .complex: alignsRight = true
    default: break
    }
    // The cells share a notation; missing ones stay blank.
    guard let texts = RCells.texts(value.storage, quotes: false) else { return false }
    let cellWidth = texts.reduce(0) { max($0, RText.width($1)) }
    let cells = texts.map { text in
      let shown = text == "NA" || text == "<NA>" ? "" : text
      return alignsRight ? RText.padLeft(shown, to: cellWidth) : shown
    }
    self.value(
      RValue(.character(cells), attributes: value.unclassed.attributes), quotes: false, alignsRight: alignsRight)
    return true
  }

  /// Quantiles and mean of `summary()`: rounded as `zapsmall()` does, then
  /// shown with four digits.
  private mutating func summary(_ value: RValue) -> Bool {
    guard case .double(let numbers) = value.storage, let names = value.names, names.count == numbers.count else {
      return false
    }
    if value.inherits("Date") || value.inherits("POSIXct") {
      var texts = RValue(.character(RColumn.texts(value) ?? []))
      texts.names = names
      self.value(texts, quotes: true)
      return true
    }
    let largest = numbers.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
    let decimals = largest > 0 ? max(0, Self.digits - RDecimal.ceilingOfLog10(largest)) : Self.digits
    let missing = names.firstIndex(of: "NA's")
    let counted = numbers.indices.filter { $0 != missing }.map { numbers[$0].rounded(toDecimals: decimals) }
    let format = RNumberFormat(for: counted, digits: 4)
    named(
      numbers.indices.map { index in
        if index == missing { return RNumber.asCharacter(numbers[index]) }
        return RText.padLeft(format.string(numbers[index].rounded(toDecimals: decimals)), to: format.width)
      }, names: names)
    return true
  }

  private mutating func condition(_ value: RValue) -> Bool {
    guard case .list = value.storage, let className = value.classes.first, let message = value.element("message") else {
      return false
    }
    let text = RPaste.strings(message).joined()
    if let call = value.element("call"), !call.isNull {
      line("<\(className) in \(RSource.deparse(call).joined()): \(text)>")
    } else {
      line("<\(className): \(text)>")
    }
    return true
  }

  private mutating func formula(_ value: RValue) -> Bool {
    guard case .call = value.storage else { return false }
    var bare = value.unclassed
    bare.attributes[".Environment"] = nil
    plain(bare)
    if case .opaque(let environment)? = value.attributes[".Environment"]?.storage,
      case .unknown(let word) = RInsight(environment), word != "<environment: R_GlobalEnv>"
    {
      line(word)
    }
    return true
  }

  private mutating func version(_ value: RValue) -> Bool {
    guard let texts = RVersionNumber.texts(value) else { return false }
    guard !texts.isEmpty else {
      line("<0 elements>")
      return true
    }
    self.value(RValue(.character(texts.map { $0.map { "‘\($0)’" } })), quotes: false)
    return true
  }

  private mutating func radix(_ value: RValue, _ radix: Int) -> Bool {
    guard case .integer(let numbers) = value.storage else { return false }
    let texts = numbers.map { $0 == .naInteger ? nil : String(UInt32(bitPattern: $0), radix: radix) }
    let width = texts.compactMap { $0?.count }.max() ?? 0
    let padded = texts.map { text in text.map { String(repeating: "0", count: width - $0.count) + $0 } }
    var shown = RValue(.character(padded))
    shown.attributes["names"] = value.attributes["names"]
    self.value(shown, quotes: true)
    return true
  }

  private mutating func roman(_ value: RValue) -> Bool {
    guard case .integer(let numbers) = value.storage else { return false }
    let marks = [
      (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
      (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ]
    let texts = numbers.map { number -> String? in
      // R knows no others.
      guard (1..<4000).contains(number) else { return nil }
      var rest = Int(number)
      var text = ""
      for (worth, mark) in marks {
        while rest >= worth {
          text += mark
          rest -= worth
        }
      }
      return text
    }
    self.value(RValue(.character(texts)), quotes: false)
    return true
  }

  /// The lower triangle of a matrix of distances.
  private mutating func distances(_ value: RValue) -> Bool {
    guard case .double(let numbers) = value.storage, let size = value.attributes["Size"]?.asInt,
      size >= 2, size < 1 << 20, numbers.count == size * (size - 1) / 2,
      value.attributes["Upper"]?.asFlag != true, value.attributes["Diag"]?.asFlag != true
    else { return false }
    let labels = value.attributes["Labels"]?.asStrings ?? (1...size).map(String.init)
    guard labels.count == size else { return false }
    // The zeros of the diagonal are formatted with the rest.
    let format = RNumberFormat(for: numbers + [0], digits: Self.digits)
    var cells: [[String]] = []
    var next = 0
    for column in 0..<size - 1 {
      let own = numbers[next..<next + size - 1 - column]
      next += own.count
      cells.append(
        Array(repeating: "", count: column) + own.map { RText.padLeft(format.string($0), to: format.width) })
    }
    grid(
      cells, rows: size - 1, rowLabels: Array(labels.dropFirst()), columnLabels: Array(labels.dropLast()),
      rowTitle: nil, columnTitle: nil, alignsLeft: false)
    return true
  }

  private mutating func processTime(_ value: RValue) -> Bool {
    guard case .double(let times) = value.storage, times.count == 5 else { return false }
    func withChildren(_ own: Double, _ children: Double) -> Double { children.isNaN ? own : own + children }
    let shown = [withChildren(times[0], times[3]), withChildren(times[1], times[4]), times[2]]
    var summary = RValue(.double(shown))
    summary.names = ["user", "system", "elapsed"]
    plain(summary)
    return true
  }
}
