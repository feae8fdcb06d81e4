package import AzureWire

/// The start task of a cluster's nodes: the user's commands, then the R
/// packages.
///
/// Everything that it runs travels with the pool; nothing is fetched but the
/// packages themselves. Packages are installed into the directory that all
/// tasks of a node share, where jobs look for them.
package struct NodePreparation: Sendable {
  /// Commands of the user's own, one after the other.
  package var commandLine: [String]
  /// R packages that are installed.
  package var packages: RPackages
  /// The image in which packages are installed; nil installs nothing: what is
  /// not there is an error that says so.
  package var containerImage: String?
  /// Opens private repositories; nil for none.
  package var githubToken: Secret<String>?
  /// Files that are fetched before.
  package var resourceFiles: [ResourceFile]

  package init(
    commandLine: [String], packages: RPackages, containerImage: String?, githubToken: Secret<String>? = nil,
    resourceFiles: [ResourceFile] = []
  ) {
    self.commandLine = commandLine
    self.packages = packages
    self.containerImage = containerImage
    self.githubToken = githubToken
    self.resourceFiles = resourceFiles
  }

  /// Nil when there is nothing to do.
  package var startTask: StartTask? {
    guard !commandLine.isEmpty || !packages.isEmpty || !resourceFiles.isEmpty else { return nil }
    // The script is a setting, not an argument: no quotes of the user's can end it.
    var task = StartTask(commandLine: "/bin/bash -c \"eval \\\"$\(Setting.script)\\\"\"")
    task.environmentSettings = settings
    task.resourceFiles = resourceFiles.isEmpty ? nil : resourceFiles
    task.userIdentity = UserIdentity(autoUser: UserIdentity.AutoUser(scope: "pool", elevationLevel: "admin"))
    task.maxTaskRetryCount = 0
    task.waitForSuccess = true
    return task
  }

  /// The names of the start task's settings.
  private enum Setting {
    static let script = "AZP_START_TASK"
    static let installer = "AZP_INSTALLER"
    static let mode = "AZP_PACKAGES_MODE"
    static let token = "GITHUB_PAT"
  }

  private var packageSettings: [NameValue] {
    [
      NameValue(name: "AZP_CRAN", value: packages.cran.joined(separator: " ")),
      NameValue(name: "AZP_GITHUB", value: packages.github.joined(separator: " ")),
      NameValue(name: "AZP_BIOCONDUCTOR", value: packages.bioconductor.joined(separator: " ")),
      NameValue(name: Setting.mode, value: containerImage == nil ? "check" : "install"),
      NameValue(
        name: Setting.installer, value: String(decoding: PackageResources.installPackages_R, as: UTF8.self)),
    ]
  }

  private var settings: [NameValue] {
    var settings = [NameValue(name: Setting.script, value: script)]
    if !packages.isEmpty { settings += packageSettings }
    if let githubToken, !packages.github.isEmpty {
      settings.append(NameValue(name: Setting.token, value: githubToken.reveal()))
    }
    return settings
  }

  /// For bash; it ends at the first command that fails.
  private var script: String {
    let library = "$AZ_BATCH_NODE_SHARED_DIR/R/packages"
    var lines = [
      "set -eo pipefail", "mkdir -p \"\(library)\"", "chmod 0777 \"\(library)\"",
    ]
    lines += commandLine
    if !packages.isEmpty { lines.append(installation(into: library)) }
    return lines.joined(separator: "\n")
  }

  private func installation(into library: String) -> String {
    let run =
      "Rscript --no-save --no-environ --no-restore --no-site-file -e "
      + "'eval(parse(text = Sys.getenv(\"\(Setting.installer)\")))'"
    guard let containerImage else {
      return "command -v Rscript > /dev/null || { echo 'Rscript is not installed on this node' >&2; exit 127; }\n"
        + "AZP_LIBRARY=\"\(library)\" \(run)"
    }
    // Every setting is named: the container sees nothing else of the node's environment.
    let names = packageSettings.map(\.name) + [Setting.token]
    return "docker run --rm -v \"$AZ_BATCH_NODE_ROOT_DIR:$AZ_BATCH_NODE_ROOT_DIR\" -e AZP_LIBRARY=\"\(library)\" "
      + names.map { "-e \($0)" }.joined(separator: " ") + " '\(containerImage)' \(run)"
  }
}
