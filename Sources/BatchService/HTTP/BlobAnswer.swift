import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers of the Storage side, with the headers that every one carries.
struct BlobAnswer {
  let requestID: String
  let version: String
  let clientRequestID: String?

  init(_ request: ServiceRequest) {
    requestID = request.requestID
    version = request.header("x-ms-version") ?? "2021-08-06"
    clientRequestID = request.header("x-ms-client-request-id")
  }

  func empty(_ status: HTTPResponse.Status, headers: HTTPFields = [:]) -> Response {
    var fields = common(headers)
    if fields[.contentLength] == nil { fields[.contentLength] = "0" }
    return Response(status: status, headers: fields, body: ResponseBody())
  }

  func xml(_ node: XMLNode, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
    var fields = common(headers)
    fields[.contentType] = "application/xml"
    return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(string: node.document)))
  }

  func error(_ error: WireError, now: Timestamp) -> Response {
    if error.status == .notModified {
      return Response(status: .notModified, headers: common([fieldName("x-ms-error-code"): error.code]))
    }
    let text = "\(error.message)\nRequestId:\(requestID)\nTime:\(now.iso8601)"
    let details = (error.values ?? []).map { XMLNode($0.key ?? "Detail", text: $0.value ?? "") }
    let node = XMLNode(
      "Error", children: [XMLNode("Code", text: error.code), XMLNode("Message", text: text)] + details)
    return xml(node, status: error.status, headers: [fieldName("x-ms-error-code"): error.code])
  }

  func common(_ headers: HTTPFields) -> HTTPFields {
    var fields = headers
    fields[fieldName("x-ms-request-id")] = requestID
    fields[fieldName("x-ms-version")] = version
    if let clientRequestID { fields[fieldName("x-ms-client-request-id")] = clientRequestID }
    return fields
  }
}
