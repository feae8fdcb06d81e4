import AzureWire
import ParallelJobs
import SessionLanguage

extension CommandInvocation {
  /// The container that is meant: its name, or a job's id, whose container has
  /// another name where the id cannot be one.
  ///
  /// - Throws: a ``Diagnostic`` for what is neither.
  func container() throws -> String {
    let name = try requiredString("container")
    guard ResourceID.isValid(name) else { throw notAContainer(name, at: "container") }
    return JobLayout.container(ofJob: name)
  }

  /// The name of a container that may have to be made.
  ///
  /// - Throws: a ``Diagnostic`` for a name that no container can have.
  func newContainer() throws -> String {
    let name = try requiredString("container")
    guard ResourceID.isValidContainerName(name) else { throw notAContainer(name, at: "container") }
    return name
  }

  func notAContainer(_ name: String, at parameter: String) -> Diagnostic {
    diagnostic("`\(name)` cannot be the name of a container, which is \(ResourceID.containerNameRule)", at: parameter)
  }
}
