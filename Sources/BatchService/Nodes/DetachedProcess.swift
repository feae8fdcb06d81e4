import CDetachedProcess

#if canImport(Glibc)
  import Glibc
#endif

/// Starts programs that outlive this one.
enum DetachedProcess {
  /// - Parameter log: the file to which the program's output is appended.
  /// - Throws: ``ServiceError`` when the program cannot be executed.
  static func start(
    _ executable: String, arguments: [String], environment: [String: String], log: String
  ) throws {
    var words = ([executable] + arguments).map { strdup($0) }
    var variables = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { for pointer in words + variables { free(pointer) } }
    words.append(nil)
    variables.append(nil)
    var processID: pid_t = 0
    let code = azp_spawn_detached(executable, words, variables, log, -1, &processID)
    guard code == 0 else {
      throw ServiceError("The program \(executable) cannot be started: \(String(cString: strerror(code))).")
    }
  }
}
