package import AzureWire
package import HTTPTypes

/// An error the protocol knows, thrown anywhere below a request and written
/// as Batch (JSON) or Storage (XML) writes it.
package struct WireError: Error {
  /// The status of the answer.
  package var status: HTTPResponse.Status
  /// The kind of error, by the protocol's word.
  package var code: String
  /// The sentence for people.
  package var message: String
  /// What else is said, by name.
  package var values: [BatchErrorBody.Detail]?

  package init(_ status: HTTPResponse.Status, _ code: String, _ message: String, values: [BatchErrorBody.Detail]? = nil)
  {
    self.status = status
    self.code = code
    self.message = message
    self.values = values
  }
}

extension WireError {
  /// 403: the signature or token is missing or wrong.
  package static let authenticationFailed = WireError(
    .forbidden, "AuthenticationFailed",
    "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly "
      + "including the signature.")

  /// 404: the job is not there, or no more.
  package static func jobNotFound(_ id: String) -> WireError {
    WireError(.notFound, "JobNotFound", "The specified job does not exist: \(id).")
  }

  /// 404: the task is not there, or no more.
  package static func taskNotFound(_ id: String) -> WireError {
    WireError(.notFound, "TaskNotFound", "The specified task does not exist: \(id).")
  }

  /// 404: the pool is not there, or no more.
  package static func poolNotFound(_ id: String) -> WireError {
    WireError(.notFound, "PoolNotFound", "The specified pool does not exist: \(id).")
  }

  /// 404: the pool has no such node.
  package static func nodeNotFound(_ id: String) -> WireError {
    WireError(.notFound, "NodeNotFound", "The specified node does not exist: \(id).")
  }

  /// 404: neither a task nor a node has the file.
  package static func fileNotFound(_ path: String) -> WireError {
    WireError(.notFound, "FileNotFound", "The specified file does not exist: \(path).")
  }

  /// 400: a property of the body has a value that it cannot have.
  package static func invalidProperty(_ name: String, value: String, reason: String) -> WireError {
    WireError(
      .badRequest, "InvalidPropertyValue",
      "The value provided for one of the properties in the request body is invalid.",
      values: [
        .init(key: "PropertyName", value: name), .init(key: "PropertyValue", value: value),
        .init(key: "Reason", value: reason),
      ])
  }

  /// 400: a parameter of the query has a value that it cannot have.
  package static func invalidQuery(_ name: String, value: String, reason: String) -> WireError {
    WireError(
      .badRequest, "InvalidQueryParameterValue",
      "Value for one of the query parameters specified in the request URI is invalid.",
      values: [
        .init(key: "QueryParameterName", value: name), .init(key: "QueryParameterValue", value: value),
        .init(key: "Reason", value: reason),
      ])
  }

  /// 400: the body is no JSON, or not of the right shape.
  package static func invalidBody(_ reason: String) -> WireError {
    WireError(
      .badRequest, "InvalidRequestBody", "The specified Request Body is not syntactically valid.",
      values: [.init(key: "Reason", value: reason)])
  }

  /// 400: fewer bytes than `Content-Length` says.
  static let bodyTooShort = WireError(
    .badRequest, "InvalidInput", "The request body is shorter than its Content-Length header says.")

  /// 413: more bytes than the service takes.
  package static let bodyTooLarge = WireError(
    .contentTooLarge, "RequestBodyTooLarge", "The size of the request body exceeds the maximum size permitted.")

  /// 405: the resource is there, and does not do that.
  package static func unsupportedVerb() -> WireError {
    WireError(.methodNotAllowed, "UnsupportedHttpVerb", "The resource doesn't support the specified HTTP verb.")
  }

  /// 404: no such address.
  package static let resourceNotFound = WireError(
    .notFound, "ResourceNotFound", "The specified resource does not exist.")

  /// 409: the state of the resource forbids it.
  package static func conflict(_ code: String, _ message: String) -> WireError { WireError(.conflict, code, message) }
}
