/// The prompt: `azp>`, or `azp 2>` while two jobs of this session run.
enum PromptLine {
  static func text(running: Int, hasColor: Bool) -> String {
    let text = running > 0 ? "azp \(running)>" : "azp>"
    return hasColor ? "\u{1B}[1;34m\(text)\u{1B}[0m " : "\(text) "
  }
}
