import AzureWire

extension NodeDeallocationOption {
  /// The options there are; a word from elsewhere may be none of them.
  static let all: [NodeDeallocationOption] = [.requeue, .terminate, .taskCompletion, .retainedData]

  /// - Parameter word: in any case.
  init?(known word: String) {
    guard let option = Self.all.first(where: { $0.rawValue == word.lowercased() }) else { return nil }
    self = option
  }
}
