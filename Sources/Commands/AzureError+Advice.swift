import AzureClient
import Foundation
import RData
import SessionLanguage

extension AzureError {
  /// The same error; where the thing asked for does not exist, its sentence
  /// ends with the command that lists those there are.
  ///
  /// The client's own sentence knows no commands.
  func advising(_ invocation: CommandInvocation) -> AzureError {
    guard kind == .notFound, let advice = advice(invocation), let end = message.range(of: "; ", options: .backwards)
    else { return self }
    var error = self
    error.message.replaceSubrange(end.upperBound..., with: "\(advice) which there are.")
    return error
  }

  private func advice(_ invocation: CommandInvocation) -> String? {
    func name(_ parameter: String) -> String? { invocation[parameter]?.asString.map { "\"\($0)\"" } }
    switch code.lowercased() {
    case "containernotfound": return "`listStorageContainers()` shows"
    case "blobnotfound": return name("container").map { "`listStorageFiles(\($0))` shows" }
    case "tasknotfound": return name("jobId").map { "`getTaskList(\($0))` shows" }
    case "nodenotfound": return name("cluster").map { "`getNodeList(\($0))` shows" }
    default: return nil
    }
  }
}
