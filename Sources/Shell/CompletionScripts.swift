/// What users' shells run to complete azp's command line.
package struct CompletionScripts: Sendable {
  let shape: CommandLineShape

  package init(shape: CommandLineShape) {
    self.shape = shape
  }

  private var subcommandNames: [String] { shape.subcommands.map(\.name) }

  // MARK: bash

  /// The script for bash, to be evaluated or put where bash looks.
  package var bash: String {
    var text = """
      # Completion of azp for bash: eval "$(azp completions bash)"
      _azp() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} subcommand=
        COMPREPLY=()
        if ((COMP_CWORD > 1)); then
          case ${COMP_WORDS[1]} in
            \(subcommandNames.joined(separator: "|"))) subcommand=${COMP_WORDS[1]} ;;
          esac
        fi
        case $subcommand:$previous in

      """
    text += shape.options.map { bashValues($0, of: "") }.joined()
    for subcommand in shape.subcommands {
      text += subcommand.options.map { bashValues($0, of: subcommand.name) }.joined()
    }
    text += "  esac\n  case $subcommand:$current in\n"
    text += bashWords(shape.options.flatMap(\.names), for: ":-*")
    for subcommand in shape.subcommands {
      text += bashWords(subcommand.options.flatMap(\.names), for: "\(subcommand.name):-*")
      text += bashWords(subcommand.words, for: "\(subcommand.name):*")
    }
    return text + """
          :*)
            local word files
            mapfile -t files < <(compgen -f -X '!*.azp' -- "$current"; compgen -d -- "$current")
            if ((COMP_CWORD == 1)); then
              for word in $(compgen -W '\(subcommandNames.joined(separator: " "))' -- "$current"); do
                files+=("$word")
              done
            fi
            COMPREPLY=("${files[@]}")
            ;;
        esac
      }
      complete -o filenames -F _azp azp

      """
  }

  private func bashValues(_ option: CommandLineShape.Option, of subcommand: String) -> String {
    let pattern = option.names.map { "\(subcommand):\($0)" }.joined(separator: "|")
    switch option.value {
    case .words(let words)?: return bashWords(words, for: pattern, returns: true)
    case .directory?:
      return "    \(pattern)) mapfile -t COMPREPLY < <(compgen -d -- \"$current\"); return ;;\n"
    case .anything?: return "    \(pattern)) return ;;\n"
    case nil: return ""
    }
  }

  private func bashWords(_ words: [String], for pattern: String, returns: Bool = false) -> String {
    guard !words.isEmpty else { return "" }
    let list = words.joined(separator: " ")
    let end = returns ? "; return" : ""
    return "    \(pattern)) mapfile -t COMPREPLY < <(compgen -W '\(list)' -- \"$current\")\(end) ;;\n"
  }

  // MARK: zsh

  /// The script for zsh, the file `_azp` of a directory of `fpath`.
  package var zsh: String {
    var text = """
      #compdef azp
      # Completion of azp for zsh: a file _azp in a directory of $fpath

      _azp_first() {
        local -a subcommands=(

      """
    for subcommand in shape.subcommands {
      text += "    \(Self.quoted("\(subcommand.name):\(subcommand.summary)"))\n"
    }
    text += """
        )
        _describe subcommand subcommands
        _files -g '*.azp'
      }

      _azp() {
        if ((CURRENT > 2)); then
          case $words[2] in

      """
    for subcommand in shape.subcommands {
      var lines = subcommand.options.flatMap(zshOption)
      if !subcommand.words.isEmpty { lines.append(Self.quoted("2: :(\(subcommand.words.joined(separator: " ")))")) }
      let arguments = lines.isEmpty ? "" : " \\\n        " + lines.joined(separator: " \\\n        ")
      text += "      \(subcommand.name))\n        _arguments '1: :'\(arguments)\n        return\n        ;;\n"
    }
    let lines = shape.options.flatMap(zshOption) + ["'1: :_azp_first'", "'*: :_files'"]
    return text + """
          esac
        fi
        _arguments \\
          \(lines.joined(separator: " \\\n    "))
      }

      _azp "$@"

      """
  }

  private func zshOption(_ option: CommandLineShape.Option) -> [String] {
    let action: String
    switch option.value {
    case .words(let words)?: action = ": :(\(words.joined(separator: " ")))"
    case .directory?: action = ": :_directories"
    case .anything?: action = ": : "
    case nil: action = ""
    }
    let summary = option.summary.split(separator: "[").joined(separator: "(").split(separator: "]").joined(
      separator: ")")
    let repeats = option.names == ["-e"] ? "*" : ""
    return option.names.map { name in
      Self.quoted("\(repeats)\(name)[\(summary.split(separator: ":").joined(separator: "\\:"))]\(action)")
    }
  }

  // MARK: fish

  /// The script for fish, the file `azp.fish` of its completions.
  package var fish: String {
    let names = subcommandNames.joined(separator: " ")
    var text = "# Completion of azp for fish: azp completions fish > ~/.config/fish/completions/azp.fish\n"
    for subcommand in shape.subcommands {
      text +=
        "complete -c azp -n __fish_use_subcommand -a \(subcommand.name) -d \(Self.fishQuoted(subcommand.summary))\n"
    }
    let none = "'not __fish_seen_subcommand_from \(names)'"
    text += shape.options.map { fishOption($0, when: none) }.joined()
    for subcommand in shape.subcommands {
      let condition = "'__fish_seen_subcommand_from \(subcommand.name)'"
      text += subcommand.options.map { fishOption($0, when: condition) }.joined()
      if !subcommand.words.isEmpty {
        text += "complete -c azp -n \(condition) -f -a '\(subcommand.words.joined(separator: " "))'\n"
      }
    }
    return text
  }

  private func fishOption(_ option: CommandLineShape.Option, when condition: String) -> String {
    let names = option.names.map { $0.hasPrefix("--") ? "-l \($0.dropFirst(2))" : "-s \($0.dropFirst())" }
    let value: String
    switch option.value {
    case .words(let words)?: value = " -x -a '\(words.joined(separator: " "))'"
    case .directory?: value = " -x -a '(__fish_complete_directories)'"
    case .anything?: value = " -x"
    case nil: value = ""
    }
    return
      "complete -c azp -n \(condition) \(names.joined(separator: " "))\(value) -d \(Self.fishQuoted(option.summary))\n"
  }

  // MARK: Quotes

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  private static func fishQuoted(_ text: String) -> String {
    "'" + text.reduce(into: "") { $0 += $1 == "'" || $1 == "\\" ? "\\\($1)" : String($1) } + "'"
  }
}
