import RData
import Rendering
import SessionLanguage

/// Shows the values of statements in the format that was asked for.
struct Presentation: Sendable {
  let console: any Console
  let format: FormatName

  func show(_ result: CommandResult) async {
    let terminal = console.terminal
    guard let named = format.format(width: terminal.tableWidth, paint: terminal.paint, signs: terminal.signs) else {
      if format == .auto, result.isListing, terminal.isOutputTerminal {
        let table = TableFormat(width: terminal.width, paint: terminal.paint, signs: terminal.signs)
        await console.page(table.text(of: result.value))
      } else {
        console.write(RPrinter(width: terminal.width).string(result.value))
      }
      return
    }
    let text = named.text(of: result.value)
    if format.isForPrograms || !result.value.inherits("data.frame") {
      console.write(text)
    } else {
      await console.page(text)
    }
  }
}
