/// The body of an error (Batch API, BatchError).
package struct BatchErrorBody: Codable, Sendable, Equatable {
  package struct Message: Codable, Sendable, Equatable {
    package var lang: String?
    package var value: String?
  }

  package struct Detail: Codable, Sendable, Equatable {
    package var key: String?
    package var value: String?

    package init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// Such as `JobNotFound`; compared without case.
  package var code: String
  package var message: Message?
  package var values: [Detail]?

  package init(code: String, message: String, values: [Detail]? = nil) {
    self.code = code
    self.message = Message(lang: "en-US", value: message)
    self.values = values
  }
}
