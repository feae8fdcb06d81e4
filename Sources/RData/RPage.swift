/// The console as it is being printed on.
struct RPage {
  static var digits: Int { ROptions.current.digits }

  let width: Int
  /// R's `max.print`: how many elements are shown.
  let mostElements: Int
  private(set) var text = ""

  /// Where in a list we are: `$a[[2]]`.
  var tag = ""

  /// Whether strings stand between quotes, and whether they are aligned right.
  var quotes = true
  var alignsRight = false

  var depth = 0

  /// Whether to stop at the first object that needs a method.
  private let isStrict: Bool
  /// Whether there was an object that a method has to print that is not here.
  var lacksMethod = false

  init(width: Int, mostElements: Int, isStrict: Bool = false) {
    self.width = width
    self.mostElements = mostElements
    self.isStrict = isStrict
  }

  /// Classes without a `print` method of their own: another of the object's
  /// classes has it.
  private static let withoutMethod: Set<String> = [
    "ordered", "POSIXt", "package_version", "R_system_version", "terms", "mts", "matrix", "array",
  ]

  /// How many of so many elements are shown. R does not leave out a single one.
  func shown(of count: Int) -> Int { count <= mostElements + 1 ? count : mostElements }

  mutating func omitted(_ count: Int, _ word: String) {
    line(" [ reached getOption(\"max.print\") -- omitted \(count) \(word) ]")
  }

  mutating func put(_ text: String) { self.text += text }

  mutating func line(_ text: String = "") {
    self.text += text
    self.text += "\n"
  }

  /// Prints a value by its class.
  mutating func value(_ value: RValue) {
    if isStrict, lacksMethod { return }
    depth += 1
    defer { depth -= 1 }
    guard depth < RDSCursor.maximumDepth else {
      line("<nested too deeply>")
      return
    }
    let classes = value.classes
    guard !classes.isEmpty else {
      plain(value)
      return
    }
    // An object prints as on its own: what is within does not name its place.
    let saved = tag
    tag = ""
    defer { tag = saved }
    if instance(value) { return }
    for name in classes {
      if printed(value, as: name) { return }
      // Conditions come under many names, and print alike.
      if Self.withoutMethod.contains(name) || classes.contains("condition") { continue }
      lacksMethod = true
      if isStrict { return }
    }
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
    case .symbol(let name): line(name.isEmpty ? "" : RName.quoted(name))
    case .call, .function: source(RDeparser.lines(value))
    case .environment: line("<environment>")
    case .opaque(let opaque): self.opaque(opaque)
    case .list(let elements):
      if let dimensions = value.dimensions, dimensions.count > 1 {
        array(value, dimensions: dimensions)
      } else {
        list(elements, names: value.namesOrNA ?? value.namesOfOneDimension)
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

  private static let withoutAttributes: Set<String> = ["externalptr", "weakref", "bytecode", "promise"]

  private mutating func source(_ lines: [String]) {
    for text in lines { line(text) }
  }

  private mutating func opaque(_ opaque: ROpaque) {
    switch RInsight(opaque) {
    case .function(let lines, let environment):
      source(lines)
      if let environment { line(environment) }
    case .primitive(let name): line(RPrimitives.line(name))
    case .expressions(let expressions): source(RDeparser.lines(RDeparser.expressionCall(expressions)))
    case .instance, .unknown: line(RInsight.word(for: opaque))
    }
  }

  /// The attributes that say nothing about the layout.
  private mutating func attributes(of value: RValue) {
    var hidden: Set<String> = ["names", "dim", "dimnames", "comment", "srcref", "wholeSrcref", "srcfile", "tsp"]
    if value.inherits("factor") { hidden.formUnion(["levels", "class"]) }
    if value.inherits("data.frame") { hidden.insert("row.names") }
    if case .opaque(let opaque) = value.storage, Self.withoutAttributes.contains(opaque.typeName) { return }
    let shown = value.attributes.entries.filter { !hidden.contains($0.name) }
    guard !shown.isEmpty else { return }
    let saved = tag
    // Within an attribute the path goes on, within a list it begins anew.
    if !tag.hasSuffix(")") { tag = "" }
    let path = tag
    for attribute in shown {
      tag = path + "attr(,\"\(RText.escaped(attribute.name))\")"
      line(tag)
      let isRowNames = attribute.name == "row.names"
      if isRowNames, let count = RRowNames(value).shortCount {
        // As `attr(x, "row.names")` gives them: in full, but no more than is shown.
        let most = self.shown(of: count)
        self.value(RValue(.integer((1...Int32(clamping: max(most, 1))).map { $0 })))
        if most < count { omitted(count - most, "entries") }
      } else {
        self.value(attribute.value)
      }
    }
    tag = saved
  }

  /// Prints the elements of a list, each below its place.
  mutating func list(_ elements: [RValue], names: [String?]?) {
    guard !elements.isEmpty else {
      line(names == nil ? "list()" : "named list()")
      return
    }
    let saved = tag
    let shown = shown(of: elements.count)
    for (index, element) in elements.prefix(shown).enumerated() {
      let name = names.flatMap { index < $0.count ? $0[index] : "" }
      if names != nil, name == nil {
        tag = saved + "$<NA>"
      } else if let name, !name.isEmpty {
        // Unlike in source, a backtick within has no backslash.
        tag = saved + "$" + (RName.isSyntactic(name) ? name : "`\(RText.escaped(name))`")
      } else {
        tag = saved + "[[\(index + 1)]]"
      }
      line(tag)
      self.value(element)
      line()
    }
    if shown < elements.count { omitted(elements.count - shown, "entries") }
    tag = saved
  }
}
