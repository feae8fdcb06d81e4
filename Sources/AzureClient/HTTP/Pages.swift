/// A list that the service hands out page by page; each element is the items
/// of one page, and a page is asked for when it is wanted.
///
/// Iterating throws ``AzureError``, and `CancellationError` when the task is
/// cancelled. Each iteration begins with the first page.
public struct Pages<Item: Sendable>: AsyncSequence, Sendable {
  /// The items of one page, which may be none.
  public typealias Element = [Item]

  /// One page and where the next one is.
  struct Fetched: Sendable {
    var items: [Item]
    var next: String?
  }

  private let fetch: @Sendable (_ mark: String?) async throws -> Fetched

  /// - Parameter fetch: reads the page at the mark, the first one at nil.
  init(_ fetch: @escaping @Sendable (_ mark: String?) async throws -> Fetched) {
    self.fetch = fetch
  }

  /// The items of all pages, at most so many.
  public func all(upTo maximum: Int = .max) async throws -> [Item] {
    var result: [Item] = []
    for try await page in self {
      result += page.prefix(maximum - result.count)
      if result.count >= maximum { break }
    }
    return result
  }

  /// Begins with the first page, each time.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(fetch: fetch) }

  /// Which page comes next.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let fetch: @Sendable (String?) async throws -> Fetched
    private var state = State.at(nil)

    fileprivate init(fetch: @escaping @Sendable (String?) async throws -> Fetched) {
      self.fetch = fetch
    }

    private enum State {
      /// The next page is read from this mark.
      case at(String?)
      case ended
    }

    /// The items of the next page, never none; nil after the last one.
    public mutating func next() async throws -> [Item]? {
      // The service may answer empty pages that have a next one.
      while case .at(let mark) = state {
        try Task.checkCancellation()
        state = .ended
        let page = try await fetch(mark)
        if let next = page.next, !next.isEmpty {
          guard next != mark else {
            throw AzureError(
              kind: .protocol, code: "EndlessList",
              message: "The service answered the same page of a list again and again; try again later.")
          }
          state = .at(next)
        }
        if !page.items.isEmpty { return page.items }
      }
      return nil
    }
  }
}
