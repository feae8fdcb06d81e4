/// Finds what could stand at the cursor.
///
/// The editor calls it on its own thread at each Tab, and no key is handled
/// until it returns: answer from memory, never wait for the network.
package protocol Completer: Sendable {
  /// The candidates for the word at `cursor`.
  ///
  /// - Parameters:
  ///   - text: The whole statement so far, with a newline between its lines.
  ///   - cursor: Where the cursor stands, as an offset in the UTF-8 of `text`.
  func completions(for text: String, cursor: Int) -> Completion
}

/// What a completer found.
package struct Completion: Sendable, Equatable {
  /// One thing that could be inserted.
  package struct Candidate: Sendable, Equatable {
    /// What is inserted in place of the word.
    package var text: String
    /// What the list of candidates shows, the text itself unless told otherwise.
    package var display: String
    /// A few words for the list, or none.
    package var description: String?

    package init(_ text: String, display: String? = nil, description: String? = nil) {
      self.text = text
      self.display = display ?? text
      self.description = description
    }
  }

  /// In the order in which they are listed. Of very many only some need be
  /// there: those that are listed, and enough to share no more of a beginning
  /// than all do.
  package var candidates: [Candidate]
  /// How many there are in all.
  package var count: Int
  /// The part of the statement that a candidate replaces, as UTF-8 offsets.
  /// What lies before the line that is being edited stays untouched.
  package var replace: Range<Int>
  /// Appended to a candidate that is the only one (" ", "", ", "), unless the
  /// text after the cursor begins with it.
  package var suffix: String

  package init(candidates: [Candidate], replace: Range<Int>, suffix: String = " ") {
    self.candidates = candidates
    count = candidates.count
    self.replace = replace
    self.suffix = suffix
  }

  /// Nothing could stand at `cursor`.
  package static func none(at cursor: Int) -> Completion {
    Completion(candidates: [], replace: cursor..<cursor, suffix: "")
  }
}

/// A completer that knows nothing.
package struct NoCompleter: Completer {
  package init() {}

  package func completions(for text: String, cursor: Int) -> Completion { .none(at: cursor) }
}
