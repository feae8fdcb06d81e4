/// Instances of S4 classes, as the default method of `show()` prints them.
///
/// The slots come in the order of the file, which is that of the class
/// definition unless one was set later. Classes that extend a function or a
/// class of S3, such as `data.frame`, print as what they extend.
extension RPage {
  /// Attributes that belong to the vector an instance extends.
  private static let ownNames: Set<String> = ["names", "dim", "dimnames", "tsp", "row.names"]

  /// Prints an S4 instance; false for every other value.
  mutating func instance(_ value: RValue) -> Bool {
    guard case .opaque(let opaque) = value.storage, opaque.typeName == "S4", case .instance(let data) = RInsight(opaque)
    else { return false }
    if let data, let extended = value.attributes[".S3Class"] {
      var old = RValue(data.storage, attributes: value.attributes)
      old.attributes["class"] = extended
      self.value(old)
      return true
    }
    // Its class may have a method of `show()`.
    lacksMethod = true
    line("An object of class \(RText.escaped(value.classes.first ?? "", quote: "\""))")
    if var data {
      for name in ["dim", "dimnames"] { data.attributes[name] = value.attributes[name] }
      plain(data)
    }
    for slot in value.attributes.entries where slot.name != "class" {
      if data != nil, Self.ownNames.contains(slot.name) { continue }
      line("Slot \(RText.escaped(slot.name, quote: "\"")):")
      // NULL cannot be an attribute: a symbol stands for it.
      let isNull = slot.value == RValue(.symbol("\u{1}NULL\u{1}"))
      self.value(isNull ? .null : slot.value)
      line()
    }
    return true
  }
}
