package import AzureWire

extension UploadCondition {
  /// Whether files are uploaded after this exit code.
  package func holds(_ exitCode: Int) -> Bool {
    switch self {
    case .taskSuccess: exitCode == 0
    case .taskFailure: exitCode != 0
    // Files are kept rather than lost where the condition is a word that came later.
    default: true
    }
  }
}
