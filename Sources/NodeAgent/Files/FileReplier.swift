import AsyncHTTPClient
package import AzureWire
import FoundationEssentials
import Glibc
package import Logging
import NIOCore

/// Answers a client's wish for files of a task or of the node.
package struct FileReplier: Sendable {
  private let service: ServiceClient
  private let timings: NodeTimings
  private let logger: Logger

  package init(service: ServiceClient, timings: NodeTimings, logger: Logger) {
    self.service = service
    self.timings = timings
    self.logger = logger
  }

  private struct Answer {
    var kind: String
    var file: NodeFile?
    var body: HTTPClientRequest.Body?
  }

  /// Sends the answer, or after some attempts gives up: the client that
  /// waits for it will have done so too.
  package func reply(to request: NodeFileRequest, paths: NodePaths) async {
    var backoff = Backoff(first: timings.firstRetry, longest: timings.longestRetry)
    for attempt in 1...6 {
      do {
        let answer = answer(to: request, paths: paths)
        try await service.reply(
          to: request.requestID, kind: answer.kind, file: try answer.file.map(Self.header), body: answer.body)
        return
      } catch ServiceClient.Failure.refused, ServiceClient.Failure.failed {
        // Nobody waits for it any more.
        return
      } catch {
        if attempt == 6 { logger.warning("A request for files could not be answered: \(error)") }
        // Cancelled only when the agent ends.
        guard (try? await Task.sleep(for: backoff.wait())) != nil else { return }
      }
    }
  }

  private func answer(to request: NodeFileRequest, paths: NodePaths) -> Answer {
    do {
      let directory = try ConfinedDirectory(request, paths: paths)
      switch request.wish {
      case .list(let recursive):
        let list = NodeFileList(files: try directory.list(recursive: recursive))
        return Answer(kind: "list", body: .bytes(ByteBuffer(bytes: try JSONEncoder().encode(list))))
      case .properties(let path):
        return Answer(kind: "file", file: try directory.file(path).properties)
      case .read(let path, let first, let last):
        let (properties, file) = try directory.file(path)
        let start = min(max(first ?? 0, 0), properties.size)
        let end = min(last.map { $0 == .max ? $0 : $0 + 1 } ?? properties.size, properties.size)
        guard let file, end > start else { return Answer(kind: "file", file: properties) }
        let slice = FileSlice(file, offset: start, length: end - start)
        return Answer(kind: "file", file: properties, body: .stream(slice, length: .known(slice.length)))
      case .delete(let path, let recursive):
        try directory.delete(path, recursive: recursive, trash: paths.trash)
        Directories.clear(paths.trash)
        return Answer(kind: "deleted")
      }
    } catch let error as SystemError where error.code == ENOTEMPTY || error.code == EEXIST {
      return Answer(kind: "notEmpty")
    } catch let error as SystemError where error.isNotFound {
      return Answer(kind: "notFound")
    } catch {
      return Answer(kind: "failed", body: .bytes(ByteBuffer(string: "\(error)")))
    }
  }

  /// JSON without a character that a header could not hold.
  private static func header(_ file: NodeFile) throws -> String {
    let json = String(decoding: try JSONEncoder().encode(file), as: UTF8.self)
    guard !json.utf8.allSatisfy({ $0 < 128 }) else { return json }
    return json.utf16.map { unit in
      if unit < 128 { return String(UnicodeScalar(UInt8(unit))) }
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    .joined()
  }
}
