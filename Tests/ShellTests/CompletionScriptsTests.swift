import Shell
import Testing

@Suite("Completions for users' shells")
struct CompletionScriptsTests {
  private let description = #"""
    {"command": {"commandName": "azp", "shouldDisplay": true, "subcommands": [
      {"commandName": "run", "shouldDisplay": true, "arguments": [
        {"kind": "option", "shouldDisplay": true, "names": [{"kind": "short", "name": "e"}], "abstract": "Run [it]: now",
         "completionKind": {"list": {"values": ["getJob"]}}},
        {"kind": "flag", "shouldDisplay": true, "names": [{"kind": "long", "name": "yes"}], "abstract": "Don't ask."},
        {"kind": "positional", "shouldDisplay": true, "completionKind": {"file": {"extensions": ["azp"]}}}]},
      {"commandName": "stop", "shouldDisplay": true, "abstract": "End it.", "arguments": [
        {"kind": "option", "shouldDisplay": true, "names": [{"kind": "long", "name": "data"}]},
        {"kind": "positional", "shouldDisplay": true, "allValues": ["a", "b"]}]},
      {"commandName": "node", "shouldDisplay": false}]}}
    """#

  @Test("are made from what the program says of itself; the default command is not named, nor what is hidden")
  func shape() {
    #expect(
      CommandLineShape(description: description, defaultCommand: "run")
        == CommandLineShape(
          options: [
            .init(names: ["-e"], summary: "Run [it]: now", value: .words(["getJob"])),
            .init(names: ["--yes"], summary: "Don't ask.", value: nil),
          ],
          subcommands: [
            .init(
              name: "stop", summary: "End it.", options: [.init(names: ["--data"], summary: "", value: .directory)],
              words: ["a", "b"])
          ]))
    #expect(CommandLineShape(description: "no", defaultCommand: "run") == nil)
  }

  @Test("quote what would mean something to the shell")
  func quotes() throws {
    let shape = try #require(CommandLineShape(description: description, defaultCommand: "run"))
    let scripts = CompletionScripts(shape: shape)
    #expect(scripts.zsh.contains(#"'*-e[Run (it)\: now]: :(getJob)'"#))
    #expect(scripts.zsh.contains(#"'--yes[Don'\''t ask.]'"#))
    #expect(scripts.fish.contains(#"-l yes -d 'Don\'t ask.'"#))
    #expect(scripts.fish.contains("-n '__fish_seen_subcommand_from stop' -f -a 'a b'"))
    #expect(scripts.bash.contains("stop:--data) mapfile -t COMPREPLY < <(compgen -d"))
  }
}
