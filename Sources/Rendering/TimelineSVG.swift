/// A timeline as a picture of its own, with nothing to fetch: for a report, a
/// page or a mail.
package struct TimelineSVG: Sendable {
  private let drawing: TimelineDrawing

  package init(_ timeline: Timeline) {
    drawing = TimelineDrawing(timeline)
  }

  /// The whole document.
  package var text: String {
    let (width, height) = (Self.number(drawing.width), Self.number(drawing.height))
    let head = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
      font-family="sans-serif" font-size="11" role="img" aria-label="\(Self.escaped(drawing.heading))">
      <rect width="100%" height="100%" fill="#ffffff"/>
      """
    let shapes =
      drawing.lines.map(Self.line) + drawing.rectangles.map(Self.rectangle) + drawing.texts.map(Self.text)
    return ([head] + shapes).joined(separator: "\n") + "\n</svg>\n"
  }

  private static func line(_ line: TimelineDrawing.Line) -> String {
    "<line x1=\"\(number(line.x1))\" y1=\"\(number(line.y1))\" x2=\"\(number(line.x2))\" y2=\"\(number(line.y2))\" "
      + "stroke=\"\(line.colour)\"/>"
  }

  private static func rectangle(_ shape: TimelineDrawing.Rectangle) -> String {
    let start =
      "<rect x=\"\(number(shape.x))\" y=\"\(number(shape.y))\" width=\"\(number(shape.width))\" "
      + "height=\"\(number(shape.height))\" fill=\"\(shape.colour)\""
    return shape.title.map { "\(start)><title>\(escaped($0))</title></rect>" } ?? start + "/>"
  }

  private static func text(_ text: TimelineDrawing.Text) -> String {
    var start = "<text x=\"\(number(text.x))\" y=\"\(number(text.y))\""
    if text.anchor != .start { start += " text-anchor=\"\(text.anchor.rawValue)\"" }
    if text.size != 11 { start += " font-size=\"\(number(text.size))\"" }
    if text.colour != "#000000" { start += " fill=\"\(text.colour)\"" }
    if text.isBold { start += " font-weight=\"bold\"" }
    let title = text.title.map { "<title>\(escaped($0))</title>" } ?? ""
    return "\(start)>\(escaped(text.words))\(title)</text>"
  }

  private static func number(_ value: Double) -> String { TimelineDrawing.number(value) }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
