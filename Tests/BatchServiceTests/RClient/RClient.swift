import AzureWire
import BatchService
import Foundation

/// Sends requests as the R package doAzureParallel does: its versions, its
/// headers, its way to sign and its oddities.
struct RClient {
  let server: TestServer
  var date = Timestamp(secondsSince1970: Date().timeIntervalSince1970)

  struct Answer {
    var status: Int
    var headers: [String: String]
    var body: String

    var json: JSONValue? { try? JSONText.decode(JSONValue.self, body) }
    var contentType: String { headers["content-type"] ?? "" }
  }

  /// - Parameters:
  ///   - query: names and values as they are before they are encoded.
  ///   - surplus: so many bytes more than it sends the request declares.
  func batch(
    _ method: String, _ path: String, _ query: [(String, String)] = [], body: String? = nil, surplus: Int = 0,
    patience: Int = 5
  ) async throws -> Answer {
    let length = body.map { String($0.utf8.count + surplus) } ?? (method == "GET" ? nil : "0")
    var headers = [("ocp-date", date.rfc1123)]
    if body != nil { headers.append(("Content-Type", "application/json;odata=minimalmetadata")) }
    return try await send(
      method, path, [("api-version", "2018-12-01.8.0")] + query, headers, length: length, signedLength: length,
      prefix: "ocp-", body: body ?? "", agent: "rAzureBatch/0.7.0 doAzureParallel/0.8.0", patience: patience)
  }

  func storage(
    _ method: String, _ path: String, _ query: [(String, String)] = [], body: String? = nil, type: String? = nil
  ) async throws -> Answer {
    var headers = [("x-ms-date", date.rfc1123), ("x-ms-version", "2016-05-31")]
    if let type {
      headers.append(("Content-Type", type))
      headers.append(("x-ms-blob-type", "BlockBlob"))
    }
    let length = body.map { String($0.utf8.count) } ?? (method == "GET" ? nil : "0")
    // curl adds the zero by itself, after the empty string was signed.
    return try await send(
      method, path, query, headers, length: length, signedLength: body == nil ? "" : length, prefix: "x-ms-",
      body: body ?? "", agent: "rAzureBatch/0.7.0", host: "local.blob.localhost:\(server.port)")
  }

  /// Without a key, with a container's signature.
  func signed(
    _ method: String, _ path: String, signature: [(String, String)], body: String? = nil
  ) async throws -> Answer {
    var headers = [("x-ms-version", "2016-05-31")]
    if body != nil { headers.append(("x-ms-blob-type", "BlockBlob")) }
    return try await send(
      method, path, signature, headers, length: body.map { String($0.utf8.count) }, signedLength: nil, prefix: nil,
      body: body ?? "", agent: "rAzureBatch/0.7.0", host: "local.blob.localhost:\(server.port)")
  }

  /// A signature of a container, from yesterday to the day after tomorrow,
  /// with the hour in place of the minutes.
  func signature(container: String, permissions: String) -> [(String, String)] {
    func time(_ seconds: Double) -> String {
      let text = date.advanced(bySeconds: seconds).iso8601Seconds
      let hour = (Int(text.dropFirst(11).prefix(2)) ?? 0 + 11) % 12 + 1
      return text.prefix(14) + (hour < 10 ? "0" : "") + "\(hour)" + text.suffix(4)
    }
    let (start, end) = (time(-86_400), time(2 * 86_400))
    let text = [permissions, start, end, "/blob/local/\(container)", "", "", "", "2016-05-31", "", "", "", "", ""]
      .joined(separator: "\n")
    return [
      ("sv", "2016-05-31"), ("sr", "c"), ("st", start), ("se", end), ("sp", permissions),
      ("sig", TestServer.credential.sign(text)),
    ]
  }

  private func send(
    _ method: String, _ path: String, _ query: [(String, String)], _ headers: [(String, String)], length: String?,
    signedLength: String?, prefix: String?, body: String, agent: String, host: String? = nil, patience: Int = 5
  ) async throws -> Answer {
    var lines = [
      "Host: \(host ?? "127.0.0.1:\(server.port)")", "User-Agent: \(agent)",
      "Accept-Encoding: deflate, gzip, br, zstd", "Accept: application/json, text/xml, application/xml, */*",
    ]
    lines += headers.map { "\($0.0): \($0.1)" }
    if let length { lines.append("Content-Length: \(length)") }
    if let prefix {
      let values = Dictionary(headers) { first, _ in first }
      let fixed = [
        "Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date",
        "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range",
      ].map { $0 == "Content-Length" ? signedLength ?? "" : values[$0] ?? "" }
      let special = headers.filter { $0.0.hasPrefix(prefix) }.sorted { $0.0 < $1.0 }.map { "\($0.0):\($0.1)" }
      let resource = "/local\(path)" + query.sorted { $0.0 < $1.0 }.map { "\n\($0.0):\($0.1)" }.joined()
      let text = ([method] + fixed + special + [resource]).joined(separator: "\n")
      lines.append("Authorization: SharedKey local:\(TestServer.credential.sign(text))")
    }
    let encoded = query.map { "\(Self.encode($0.0))=\(Self.encode($0.1))" }.joined(separator: "&")
    let target = path + (encoded.isEmpty ? "" : "?" + encoded)
    let text = try await server.exchange(
      raw: "\(method) \(target) HTTP/1.1\r\n" + lines.joined(separator: "\r\n") + "\r\n\r\n" + body,
      patience: patience)
    return try Self.answer(text)
  }

  /// Everything but letters, digits and `-_.~` is percent-encoded.
  private static func encode(_ text: String) -> String {
    text.utf8.map { byte in
      let character = Character(UnicodeScalar(byte))
      if byte < 128, character.isLetter || character.isNumber || "-_.~".contains(character) { return String(character) }
      return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16).uppercased()
    }.joined()
  }

  private static func answer(_ text: String) throws -> Answer {
    guard let end = text.range(of: "\r\n\r\n") else { throw ServiceError("no answer: \(text)") }
    let head = text[..<end.lowerBound].split(separator: "\r\n")
    let status = head.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    let headers = head.dropFirst().compactMap { line -> (String, String)? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return (line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
    }
    return Answer(
      status: status ?? 0, headers: Dictionary(headers) { first, _ in first }, body: String(text[end.upperBound...]))
  }
}
