import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore
import Wording

/// Answers of the Batch side, with the headers that every one carries.
struct BatchAnswer {
  let endpoint: String
  let requestID: String
  /// The client's own id, when it asked to have it back.
  let clientRequestID: String?
  /// Whether the client must not send more on this connection.
  let isLast: Bool

  init(_ request: ServiceRequest, endpoint: String) {
    self.endpoint = endpoint
    requestID = request.requestID
    isLast = request.bodyReading.isShort
    let isWanted = request.header("return-client-request-id")?.lowercased() == "true"
    clientRequestID = isWanted ? request.header("client-request-id") : nil
  }

  /// A JSON object; `members` begins after `odata.metadata`.
  func json(metadata: String, members: String, headers: HTTPFields = [:]) -> Response {
    let start = "{\"odata.metadata\":\(JSONString.quoted("\(endpoint)/$metadata#\(metadata)"))"
    let body = members == "{}" ? start + "}" : start + "," + members.dropFirst()
    return json(text: body, headers: headers)
  }

  /// One page of a list; a continued one carries the URL of the next.
  func list(metadata: String, page: ListPage, request: ServiceRequest) -> Response {
    var members = JSONMembers()
    members.add("value", json: "[\(page.elements.joined(separator: ","))]")
    if let key = page.continuation {
      members.add("odata.nextLink", nextLink(request, after: key))
    }
    return json(metadata: metadata, members: members.text)
  }

  /// The request's own URL with a token at the end; old clients cut it by
  /// position, so it stays the last parameter and its dollar sign plain.
  private func nextLink(_ request: ServiceRequest, after key: String) -> String {
    let kept = (request.request.head.path ?? "/").split(separator: "?", maxSplits: 1).dropFirst().joined()
      .split(separator: "&")
      // A blank parameter says nothing, and would move the token from its place.
      .filter {
        !$0.hasSuffix("=") && !($0.lowercased().hasPrefix("$skiptoken=") || $0.lowercased().hasPrefix("%24skiptoken="))
      }
    let token = PercentEncoding.encode(ListQuery.token(after: key))
    return endpoint + request.rawPath + "?" + (kept + ["$skiptoken=\(token)"]).joined(separator: "&")
  }

  /// An answer without a body.
  func empty(_ status: HTTPResponse.Status, headers: HTTPFields = [:]) -> Response {
    var fields = common(headers)
    fields[.contentLength] = "0"
    return Response(status: status, headers: fields, body: ResponseBody())
  }

  /// What follows a change of a resource.
  func changed(
    _ status: HTTPResponse.Status, path: String, eTag: String, lastModified: Timestamp, isNew: Bool = false
  ) -> Response {
    var headers: HTTPFields = [:]
    headers[.eTag] = eTag
    headers[.lastModified] = lastModified.rfc1123
    headers[Self.dataServiceID] = endpoint + path
    if isNew { headers[.location] = endpoint + path }
    return empty(status, headers: headers)
  }

  func error(_ error: WireError, now: Timestamp) -> Response {
    // What has not changed has no body (RFC 9110); one would be taken for the start of the next answer.
    guard error.status != .notModified else { return Response(status: .notModified, headers: common([:])) }
    let text = "\(error.message)\nRequestId:\(requestID)\nTime:\(now.iso8601)"
    var members = JSONMembers()
    members.add("code", error.code)
    members.add("message", json: "{\"lang\":\"en-US\",\"value\":\(JSONString.quoted(text))}")
    if let values = error.values {
      members.add(
        "values",
        json: "["
          + values.map { detail in
            "{\"key\":\(JSONString.quoted(detail.key ?? "")),\"value\":\(JSONString.quoted(detail.value ?? ""))}"
          }.joined(separator: ",") + "]")
    }
    var response = json(
      metadata: "Microsoft.Azure.Batch.Protocol.Entities.Container.errors/@Element", members: members.text)
    response.status = error.status
    return response
  }

  private func json(text: String, headers: HTTPFields) -> Response {
    var fields = common(headers)
    fields[.contentType] = "application/json;odata=minimalmetadata"
    return Response(status: .ok, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  func common(_ headers: HTTPFields) -> HTTPFields {
    var fields = headers
    fields[Self.requestIDName] = requestID
    fields[Self.dataServiceVersion] = "3.0"
    fields[.xContentTypeOptions] = "nosniff"
    if isLast { fields[.connection] = "close" }
    if let clientRequestID { fields[Self.clientRequestIDName] = clientRequestID }
    return fields
  }

  private static let requestIDName = fieldName("request-id")
  private static let clientRequestIDName = fieldName("client-request-id")
  private static let dataServiceVersion = fieldName("DataServiceVersion")
  static let dataServiceID = fieldName("DataServiceId")
}

/// A header name that is known to be valid.
func fieldName(_ name: StaticString) -> HTTPField.Name {
  guard let field = HTTPField.Name(String(describing: name)) else {
    preconditionFailure("\(name) is no header name")
  }
  return field
}
