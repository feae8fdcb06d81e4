/// The path of a thing in Azure Resource Manager.
///
///     /subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.Batch/batchAccounts/<name>
public struct ManagedResourceID: Sendable, Hashable, CustomStringConvertible {
  /// As it was given, with a slash at the start and none at the end.
  public let description: String
  /// The id of the subscription that pays.
  public let subscription: String
  /// The name of the group that the account is in.
  public let resourceGroup: String
  /// Such as `Microsoft.Batch/batchAccounts`.
  public let type: String
  /// Of the thing itself.
  public let name: String

  /// - Throws: ``AzureError`` of kind `invalidRequest` for a text of another
  ///   form.
  public init(_ text: String) throws(AzureError) {
    let steps = text.split(separator: "/").map(String.init)
    guard steps.count == 8, steps[0].lowercased() == "subscriptions", steps[2].lowercased() == "resourcegroups",
      steps[4].lowercased() == "providers", text.allSatisfy({ !$0.isWhitespace && !"?#".contains($0) })
    else {
      throw AzureError(
        kind: .invalidRequest, code: "InvalidResourceId",
        message: "\"\(text)\" is no resource id; copy it from the resource's properties: "
          + "/subscriptions/.../resourceGroups/.../providers/Microsoft.Batch/batchAccounts/...")
    }
    subscription = steps[1]
    resourceGroup = steps[3]
    type = steps[5] + "/" + steps[6]
    name = steps[7]
    description = "/" + steps.joined(separator: "/")
  }
}
