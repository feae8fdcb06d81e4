import AzureWire

/// What an answer says of its failure, read from its JSON or XML body or its
/// headers alone, with signatures taken out.
struct ErrorDetails: Sendable {
  var code: String?
  /// On one line, without the request id and time that the service appends.
  var message = ""
  var values: [(key: String, value: String)] = []
  var requestID: String?

  init(_ answer: HTTPAnswer) {
    requestID = answer.header("request-id") ?? answer.header("x-ms-request-id")
    code = answer.header("x-ms-error-code")
    if let body = try? JSONCoding.decode(BatchErrorBody.self, from: answer.body), !body.code.isEmpty {
      code = body.code
      message = Self.cleaned(body.message?.value ?? "")
      values = (body.values ?? []).map { ($0.key ?? "Detail", Self.cleaned($0.value ?? "")) }
    } else if let body = try? JSONCoding.decode(ManagementBody.self, from: answer.body) {
      code = body.error.code
      message = Self.cleaned(body.error.message ?? "")
    } else if let body = try? JSONCoding.decode(TokenBody.self, from: answer.body) {
      code = body.error
      requestID = body.correlation_id ?? requestID
      // What follows are numbers for the operators.
      let lines = (body.error_description ?? "").split(whereSeparator: \.isNewline)
      message = Self.cleaned(lines.first?.split(separator: " Trace ID:").first.map(String.init) ?? "")
    } else if let root = try? XMLReader.read(answer.bodyBytes), root.name == "Error" {
      code = root["Code"]?.text ?? code
      message = Self.cleaned(root["Message"]?.text ?? "")
      values = root.children.filter { !["Code", "Message"].contains($0.name) }
        .map { ($0.name, Self.cleaned($0.text)) }
    }
  }

  /// As Azure Resource Manager writes errors.
  private struct ManagementBody: Decodable {
    struct Failure: Decodable {
      var code: String?
      var message: String?
    }

    var error: Failure
  }

  /// As Microsoft Entra writes them (RFC 6749, section 5.2).
  private struct TokenBody: Decodable {
    var error: String
    var error_description: String?
    var correlation_id: String?
  }

  static func cleaned(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline)
      .filter { !$0.hasPrefix("RequestId:") && !$0.hasPrefix("Time:") }
      .map { line in line.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    return redacted(lines.filter { !$0.isEmpty }.joined(separator: " "))
  }

  /// The text without the signatures of any URLs in it.
  static func redacted(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let mark = rest.range(ofCaseInsensitive: "sig=") {
      let isParameter = mark.lowerBound == rest.startIndex || "?&;".contains(rest[rest.index(before: mark.lowerBound)])
      result += rest[..<mark.upperBound]
      rest = rest[mark.upperBound...]
      guard isParameter else { continue }
      result += "<redacted>"
      rest = rest.drop { !$0.isWhitespace && !"&;\"'<>)".contains($0) }
    }
    return result + rest
  }
}

extension Substring {
  fileprivate func range(ofCaseInsensitive ascii: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      let candidate = self[start...].prefix(ascii.count)
      if candidate.count == ascii.count, candidate.lowercased() == ascii {
        return candidate.startIndex..<candidate.endIndex
      }
      start = index(after: start)
    }
    return nil
  }
}
