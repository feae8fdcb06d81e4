/// Vectors without dimensions.
extension RPage {
  mutating func vector(_ value: RValue) {
    let names = value.namesOrNA
    guard value.count > 0 else {
      line((names == nil ? "" : "named ") + RCells.empty(value.storage))
      return
    }
    let shown = shown(of: value.count)
    let storage = shown < value.count ? RCells.part(value.storage, 0..<shown) : value.storage
    guard let texts = RCells.texts(storage, quotes: quotes) else { return }
    if let names {
      var names = names.prefix(shown).map { $0 ?? "<NA>" }
      while names.count < texts.count { names.append("<NA>") }
      if case .complex(let numbers) = storage {
        complex(numbers, names: names)
      } else {
        named(texts, names: names)
      }
    } else {
      var isText = false
      if case .character = storage { isText = true }
      indexed(texts, alignsLeft: isText && !alignsRight)
    }
    if shown < value.count {
      omitted(value.count - shown, "entries")
    }
  }

  /// Elements in lines that begin with the index of their first.
  mutating func indexed(_ texts: [String], alignsLeft: Bool) {
    let elementWidth = texts.reduce(0) { max($0, RText.width($1)) }
    let labelWidth = String(texts.count).count + 2
    let perLine = max(1, (width - labelWidth) / (elementWidth + 1))
    for start in stride(from: 0, to: texts.count, by: perLine) {
      put(RText.padLeft("[\(start + 1)]", to: labelWidth))
      for text in texts[start..<min(start + perLine, texts.count)] {
        put(" ")
        put(alignsLeft ? RText.padRight(text, to: elementWidth) : RText.padLeft(text, to: elementWidth))
      }
      line()
    }
  }

  /// Complex numbers below their names: R leaves them unrounded, as wide as
  /// they are however wide the names, and without a blank at the end.
  private mutating func complex(_ numbers: [RComplex], names: [String]) {
    let format = RComplexFormat(for: numbers, digits: Self.digits)
    let shownNames = names.map { RText.escaped($0) }
    let elementWidth = shownNames.reduce(format.width) { max($0, RText.width($1)) }
    let perLine = max(1, width / (elementWidth + 1))
    for start in stride(from: 0, to: numbers.count, by: perLine) {
      let range = start..<min(start + perLine, numbers.count)
      for index in range { put(RText.padLeft(shownNames[index], to: elementWidth) + " ") }
      line()
      let texts = range.map { index in
        let text = format.string(numbers[index], padded: true, isRounded: false)
        return numbers[index].isNA ? RText.padLeft(text, to: elementWidth) : text
      }
      line(texts.joined(separator: " "))
    }
  }

  /// Elements below their names.
  mutating func named(_ texts: [String], names: [String]) {
    let shownNames = names.map { RText.escaped($0) }
    let elementWidth = (texts + shownNames).reduce(0) { max($0, RText.width($1)) }
    let perLine = max(1, width / (elementWidth + 1))
    for start in stride(from: 0, to: texts.count, by: perLine) {
      let range = start..<min(start + perLine, texts.count)
      for index in range {
        put(RText.padLeft(index < names.count ? shownNames[index] : "<NA>", to: elementWidth) + " ")
      }
      line()
      for index in range {
        put(RText.padLeft(texts[index], to: elementWidth) + " ")
      }
      line()
    }
  }
}
