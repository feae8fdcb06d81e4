import RData
import Rendering
import SessionLanguage

/// Shows the values of statements in the format that was asked for.
struct Presentation: Sendable {
  let console: any Console
  let format: FormatName
  let options: ROptions
  /// Has R print a value by the method of its class; false without R.
  let printInR: @Sendable (RValue) async throws -> Bool

  func show(_ result: CommandResult) async throws {
    let terminal = console.terminal
    let named = format.format(width: terminal.tableWidth, paint: terminal.paint, signs: terminal.signs)
    if format.isForPrograms, let named {
      console.write(named.text(of: result.value))
    } else if result.value.inherits("data.frame"), let named {
      await console.page(named.text(of: result.value))
    } else if format == .auto, result.isListing, terminal.isOutputTerminal {
      let table = TableFormat(width: terminal.width, paint: terminal.paint, signs: terminal.signs)
      await console.page(table.text(of: result.value))
    } else {
      try await print(result.value, named)
    }
  }

  /// Shows a value that is no table as R does.
  private func print(_ value: RValue, _ format: (any OutputFormat)?) async throws {
    let printer = RPrinter(options)
    if let text = printer.exactString(value) {
      console.write(format?.text(of: value) ?? text)
    } else if try await !printInR(value) {
      console.write(printer.string(value))
    }
  }
}
