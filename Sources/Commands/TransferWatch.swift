import AzureClient
import Rendering
import Synchronization

/// Shows how far a transfer is, for every command that moves files. Short
/// ones on a terminal flash by; without a terminal only long ones are told.
final class TransferWatch: Sendable {
  /// Without a terminal, what is smaller is not worth a line.
  private static let worthTelling: Int64 = 64 << 20

  private let context: CommandContext
  private let label: String
  private let bar: Mutex<ProgressBar>

  init(_ label: String, context: CommandContext) {
    self.label = label
    self.context = context
    bar = Mutex(ProgressBar(label: label, repaints: context.console.terminal.repaintsProgress))
  }

  func show(_ progress: TransferProgress) {
    let console = context.console
    guard console.terminal.isErrorTerminal || progress.total >= Self.worthTelling else { return }
    let detail = "\(ByteSize.text(progress.done)) of \(ByteSize.text(progress.total))"
    let fraction = progress.total == 0 ? 1 : Double(progress.done) / Double(progress.total)
    // Under the lock, so that lines from several threads keep their order.
    bar.withLock { bar in
      if let text = bar.update(fraction, detail: detail, width: console.terminal.width) { console.note(text) }
    }
  }

  /// Ends the line; what broke off can be taken up again, which is said.
  func end(isBroken: Bool) {
    context.console.note(bar.withLock { $0.end() })
    if isBroken { context.console.say("\(label) is not complete; the same command goes on where this one ended.\n") }
  }

  /// Runs a transfer and ends the line after it.
  func run<Result: Sendable>(
    _ transfer: (_ show: @escaping @Sendable (TransferProgress) -> Void) async throws -> Result
  ) async throws -> Result {
    let done = Mutex<Int64>(0)
    do {
      let result = try await transfer { progress in
        done.withLock { $0 = progress.done }
        self.show(progress)
      }
      end(isBroken: false)
      return result
    } catch {
      end(isBroken: done.withLock { $0 } > 0)
      throw error
    }
  }
}
