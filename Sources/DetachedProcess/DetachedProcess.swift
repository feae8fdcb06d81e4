import CDetachedProcess

#if canImport(Glibc)
  import Glibc
#endif

/// Starts programs that outlive this one: in a session of their own, without
/// a terminal.
package enum DetachedProcess {
  /// What the system refused.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    package let description: String
  }

  /// - Parameters:
  ///   - log: the file to which the program's output is appended.
  ///   - readyDescriptor: becomes descriptor 3 of the program.
  /// - Throws: ``Failure`` when the program cannot be executed.
  package static func start(
    _ executable: String, arguments: [String], environment: [String: String], log: String,
    readyDescriptor: Int32? = nil
  ) throws(Failure) {
    var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { (word: String) in strdup(word) }
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { for pointer in words + variables { free(pointer) } }
    words.append(nil)
    variables.append(nil)
    var processID: pid_t = 0
    let code = azp_spawn_detached(executable, words, variables, log, readyDescriptor ?? -1, &processID)
    guard code == 0 else {
      throw Failure(description: "The program \(executable) cannot be started: \(String(cString: strerror(code))).")
    }
  }
}
