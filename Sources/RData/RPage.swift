/// The console as it is being printed on.
struct RPage {
  /// R's `max.print`: how many elements are shown.
  static let mostElements = 99999
  static let digits = 7

  let width: Int
  private(set) var text = ""

  /// Where in a list we are: `$a[[2]]`.
  var tag = ""

  /// Whether strings stand between quotes, and whether they are aligned right.
  var quotes = true
  var alignsRight = false

  var depth = 0

  init(width: Int) {
    self.width = width
  }

  mutating func put(_ text: String) { self.text += text }

  mutating func line(_ text: String = "") {
    self.text += text
    self.text += "\n"
  }

  /// Prints a value by its class.
  mutating func value(_ value: RValue) {
    depth += 1
    defer { depth -= 1 }
    guard depth < RDSCursor.maximumDepth else {
      line("<nested too deeply>")
      return
    }
    for name in value.classes where printed(value, as: name) { return }
    plain(value)
  }

  /// Prints with other settings for strings, which hold within.
  mutating func value(_ value: RValue, quotes: Bool, alignsRight: Bool = false) {
    let saved = (self.quotes, self.alignsRight)
    (self.quotes, self.alignsRight) = (quotes, alignsRight)
    self.value(value)
    (self.quotes, self.alignsRight) = saved
  }

  /// Prints as `print.default()`, whatever the class.
  mutating func plain(_ value: RValue) {
    switch value.storage {
    case .null: line("NULL")
    case .symbol(let name): line(RName.quoted(name))
    case .call, .function: source(RDeparser.lines(value))
    case .environment: line("<environment>")
    case .opaque(let opaque): self.opaque(opaque)
    case .list(let elements):
      if let dimensions = value.dimensions, dimensions.count > 1 {
        array(value, dimensions: dimensions)
      } else {
        list(elements, of: value)
      }
    default:
      if let dimensions = value.dimensions, dimensions.count != 1 || value.attributes["dimnames"] != nil {
        array(value, dimensions: dimensions)
      } else {
        vector(value)
      }
    }
    attributes(of: value)
  }

  private mutating func source(_ lines: [String]) {
    for text in lines { line(text) }
  }

  private mutating func opaque(_ opaque: ROpaque) {
    switch RInsight(opaque) {
    case .source(let lines): source(lines)
    case .expressions(let expressions):
      let call = RCall(
        function: RValue(.symbol("expression")), arguments: expressions.map { RBinding(name: "", value: $0) })
      source(RDeparser.lines(RValue(.call(call))))
    case .unknown(let text): line(text)
    }
  }

  /// The attributes that say nothing about the layout.
  private mutating func attributes(of value: RValue) {
    var hidden: Set<String> = ["names", "dim", "dimnames", "comment", "srcref", "wholeSrcref", "srcfile", "tsp"]
    if value.inherits("factor") { hidden.formUnion(["levels", "class"]) }
    if value.inherits("data.frame") { hidden.insert("row.names") }
    if case .opaque(let opaque) = value.storage, opaque.typeName != "closure", opaque.typeName != "environment" {
      return
    }
    let shown = value.attributes.entries.filter { !hidden.contains($0.name) }
    guard !shown.isEmpty else { return }
    let saved = tag
    // Within an attribute the path goes on, within a list it begins anew.
    if !tag.hasSuffix(")") { tag = "" }
    let path = tag
    for attribute in shown {
      tag = path + "attr(,\"\(attribute.name)\")"
      line(tag)
      self.value(attribute.value, quotes: true)
    }
    tag = saved
  }

  /// Prints the elements of a list, each below its place.
  mutating func list(_ elements: [RValue], of value: RValue) {
    let names = value.namesOrNA
    guard !elements.isEmpty else {
      line(names == nil ? "list()" : "named list()")
      return
    }
    let saved = tag
    for (index, element) in elements.enumerated() {
      let name = names.flatMap { index < $0.count ? $0[index] : "" }
      if names != nil, name == nil {
        tag = saved + "$<NA>"
      } else if let name, !name.isEmpty {
        tag = saved + "$" + RName.quoted(name)
      } else {
        tag = saved + "[[\(index + 1)]]"
      }
      line(tag)
      self.value(element)
      line()
    }
    tag = saved
  }
}
