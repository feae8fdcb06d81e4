import Foundation
import LocalR
import RData
import Rendering
import SessionLanguage

/// A timeline as PNG, which R on this machine draws from the same shapes as
/// ``TimelineSVG``.
struct TimelinePNG {
  private let drawing: TimelineDrawing

  init(_ timeline: Timeline) {
    drawing = TimelineDrawing(timeline)
  }

  /// The bytes of the picture.
  ///
  /// - Parameter evaluateInR: evaluates R source with these variables.
  /// - Throws: a sentence part as ``Failure`` when there is no R, or it
  ///   cannot draw.
  func bytes(
    evaluateInR: (_ source: String, _ variables: [RBinding]) async throws -> RValue
  ) async throws -> Data {
    // R takes a `%` in a name for a number's place.
    let file = FileManager.default.temporaryDirectory.appending(path: "azp-\(UUID().uuidString).png")
    defer { try? FileManager.default.removeItem(at: file) }
    do {
      _ = try await evaluateInR(Self.source, variables + [RBinding(name: "file", value: .string(file.path))])
    } catch let error as LocalRError where error.code == .notInstalled {
      throw Failure(reason: "which is not on this machine; install it (Debian: r-base-core)")
    } catch let error as LocalRError where error.code == .raised {
      throw Failure(reason: "which cannot draw it here (\(error.message)); make its png() work")
    }
    guard let picture = FileManager.default.contents(atPath: file.path), !picture.isEmpty else {
      throw Failure(reason: "which has written no picture here; make its png() work")
    }
    return picture
  }

  /// Why there is no picture.
  struct Failure: Error, Equatable {
    /// What goes on a sentence behind "R".
    let reason: String
  }

  private var variables: [RBinding] {
    let (lines, rectangles, texts) = (drawing.lines, drawing.rectangles, drawing.texts)
    func numbers<Shape>(_ shapes: [Shape], _ value: (Shape) -> Double) -> RValue { RValue(.double(shapes.map(value))) }
    return [
      RBinding(name: "size", value: RValue(.double([drawing.width, drawing.height]))),
      RBinding(
        name: "lines",
        value: .list([
          "x1": numbers(lines, \.x1), "y1": numbers(lines, \.y1), "x2": numbers(lines, \.x2),
          "y2": numbers(lines, \.y2), "colour": .strings(lines.map(\.colour)),
        ])),
      RBinding(
        name: "rectangles",
        value: .list([
          "x": numbers(rectangles, \.x), "y": numbers(rectangles, \.y), "width": numbers(rectangles, \.width),
          "height": numbers(rectangles, \.height), "colour": .strings(rectangles.map(\.colour)),
        ])),
      RBinding(
        name: "texts",
        value: .list([
          "words": .strings(texts.map(\.words)), "x": numbers(texts, \.x), "y": numbers(texts, \.y),
          "size": numbers(texts, \.size), "anchor": .strings(texts.map(\.anchor.rawValue)),
          "colour": .strings(texts.map(\.colour)), "bold": RValue(.logical(texts.map(\.isBold))),
        ])),
    ]
  }

  /// Twice as many dots as pixels, for screens and paper that show them. A
  /// text's size counts in points of 12, which is what `cex` is a part of.
  private static let source = """
    local({
      png(file, width = 2 * size[1], height = 2 * size[2], res = 144)
      on.exit(dev.off())
      par(mar = c(0, 0, 0, 0), xaxs = "i", yaxs = "i")
      plot.new()
      plot.window(c(0, size[1]), c(size[2], 0))
      with(lines, segments(x1, y1, x2, y2, col = colour))
      with(rectangles, rect(x, y, x + width, y + height, col = colour, border = NA))
      shift <- c(start = 0, middle = 0.5, end = 1)
      for (i in seq_along(texts$words)) with(lapply(texts, `[`, i), {
        text(x, y, words, adj = c(shift[[anchor]], 0), cex = size / 12, col = colour, font = if (bold) 2 else 1)
      })
      NULL
    })
    """
}
