internal import CEditLine

/// Terminal columns that the text takes on one line; control characters count
/// as nothing.
func displayWidth(_ text: String) -> Int {
  var text = text
  return text.withUTF8 { bytes in
    bytes.withMemoryRebound(to: CChar.self) { ceditline_display_width($0.baseAddress, $0.count) }
  }
}

/// Terminal columns that the scalar takes, -1 for a control character.
func scalarWidth(_ scalar: Unicode.Scalar) -> Int {
  Int(ceditline_scalar_width(scalar.value))
}
