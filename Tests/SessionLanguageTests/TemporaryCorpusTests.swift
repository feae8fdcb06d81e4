import Foundation
import SessionLanguage
import Testing

@Test("corpus")
func corpus() throws {
  let text = try String(contentsOfFile: "/tmp/mini/lang/corpus.txt", encoding: .utf8)
  var bad = 0
  var count = 0
  for piece in text.components(separatedBy: "\u{1}\n") where !piece.isEmpty {
    count += 1
    do { _ = try Parser.parse(SourceText(name: "c", text: "foreach(i = 1) %do% " + piece + ""), commands: []) } catch {
      bad += 1
      if bad < 15 { print(error.render()) }
    }
  }
  print("CORPUS", count, "bad", bad)
  for file in try String(contentsOfFile: "/tmp/mini/lang/files.txt", encoding: .utf8).split(separator: "\n") {
    guard let text = try? String(contentsOfFile: String(file), encoding: .utf8) else { continue }
    do { _ = try Parser.parse(SourceText(name: String(file), text: "foreach(i = 1) %do% {\n" + text + "\n}"), commands: []) } catch { print(error.render()) }
  }
}
