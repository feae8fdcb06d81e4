package import SessionLanguage

/// Every command there is, in the order `help` lists them.
package enum CommandTable {
  package static let commands: [any Command] = [
    GetJobList(), GetJob(), GetJobResult(), WaitForJob(), GetTaskList(), GetJobFile(), TerminateJob(), DeleteJob(),
    Notices(), Refresh(), History(), Source(), Timing(), Log(), ShowSession(), ViewValue(), Help(), Quit(),
  ]

  package static let signatures = commands.map(\.signature)

  /// - Returns: nil for a name that is no command.
  package static func command(named name: String) -> (any Command)? {
    commands.first { $0.signature.name == name }
  }
}
