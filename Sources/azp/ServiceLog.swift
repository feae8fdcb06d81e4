import AzureWire
import Foundation
import Logging

/// Log lines on standard error: time, level, what.
struct ServiceLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    // The end that was asked for, which the HTTP server reports as an error.
    guard event.message.description != "Waiting on child channel: CancellationError()" else { return }
    let time = Timestamp(secondsSince1970: Date().timeIntervalSince1970).iso8601Seconds
    let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
    let details = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    StandardStream.error.write("\(time) \(event.level) \(event.message)\(details)\n")
  }
}
