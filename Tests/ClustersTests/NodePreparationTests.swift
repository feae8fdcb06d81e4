import AzureWire
import Clusters
import Foundation
import NodeAgent
import Testing

/// The start task as a node runs it: its words, in its environment.
@Suite("The start task of a cluster's nodes", .timeLimit(.minutes(5)))
struct NodePreparationTests {
  private struct Run {
    var status: Int32
    var output: String
    var errors: String
  }

  private func run(
    _ preparation: NodePreparation, in directory: String, environment: [String: String] = [:]
  ) throws -> Run {
    let task = try #require(preparation.startTask)
    let words = try CommandLineWords.split(task.commandLine)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": directory,
      "AZ_BATCH_NODE_SHARED_DIR": directory + "/shared", "AZ_BATCH_NODE_ROOT_DIR": directory,
    ].merging((task.environmentSettings ?? []).map { ($0.name, $0.value) }) { $1 }.merging(environment) { $1 }
    let output = directory + "/stdout.txt"
    let errors = directory + "/stderr.txt"
    for path in [output, errors] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  private func withDirectory(_ body: (String) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.path + "/azp-start-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try body(directory)
  }

  @Test("runs the user's commands as they were written, and stops at the first that fails")
  func commands() throws {
    try withDirectory { directory in
      let preparation = NodePreparation(
        commandLine: ["echo 'it''s \"quoted\"' \"$HOME\" \\\\", "false | true", "echo never"], packages: RPackages(),
        containerImage: nil)
      let run = try run(preparation, in: directory)
      #expect(run.status != 0)
      #expect(run.output == "its \"quoted\" \(directory) \\\n")
      #expect(FileManager.default.fileExists(atPath: directory + "/shared/R/packages"))
    }
  }

  @Test("is content with packages that are installed, and names those that are not")
  func checks() throws {
    try withDirectory { directory in
      let there = NodePreparation(
        commandLine: [], packages: RPackages(cran: ["stats", "utils"]), containerImage: nil)
      #expect(try run(there, in: directory).status == 0)
      let missing = NodePreparation(
        commandLine: [],
        packages: RPackages(cran: ["stats", "nosuch1"], github: ["user/nosuch2/sub/nosuch3@main"]),
        containerImage: nil)
      let outcome = try run(missing, in: directory)
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.contains("These R packages are not installed on this node: nosuch1, nosuch3."),
        "\(outcome.errors)")
    }
  }

  /// A stand-in for `docker run` that runs the command itself, and a
  /// repository of one package.
  @Test("installs what is missing into the directory that tasks share")
  func installs() throws {
    try withDirectory { directory in
      let files = FileManager.default
      for name in ["bin", "pkg/azptestpkg", "repo/src/contrib"] {
        try files.createDirectory(atPath: "\(directory)/\(name)", withIntermediateDirectories: true)
      }
      // Everything up to the image's name is the container's own.
      try """
      #!/bin/bash
      while [ "$1" != r-image ]; do
        if [ "$1" = -e ] && [[ "$2" = *=* ]]; then export "$2"; fi
        shift
      done
      shift
      exec "$@"

      """.write(toFile: directory + "/bin/docker", atomically: true, encoding: .utf8)
      try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory + "/bin/docker")
      try
        "Package: azptestpkg\nVersion: 1.0\nTitle: Test\nDescription: Test.\nLicense: GPL-2\nAuthor: A\nMaintainer: A <a@b.c>\n"
        .write(toFile: directory + "/pkg/azptestpkg/DESCRIPTION", atomically: true, encoding: .utf8)
      try "".write(toFile: directory + "/pkg/azptestpkg/NAMESPACE", atomically: true, encoding: .utf8)
      let build = Process()
      build.executableURL = URL(fileURLWithPath: "/bin/sh")
      build.arguments = [
        "-c",
        "cd '\(directory)/repo/src/contrib' && R CMD build ../../../pkg/azptestpkg >/dev/null 2>&1 "
          + "&& Rscript -e 'invisible(tools::write_PACKAGES())'",
      ]
      try build.run()
      build.waitUntilExit()
      #expect(build.terminationStatus == 0)
      let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
      let environment = [
        "PATH": "\(directory)/bin:\(path)", "AZP_CRAN_MIRROR": "file://\(directory)/repo",
      ]
      let good = NodePreparation(
        commandLine: [], packages: RPackages(cran: ["stats", "azptestpkg"]), containerImage: "r-image")
      let outcome = try run(good, in: directory, environment: environment)
      #expect(outcome.status == 0, "\(outcome)")
      #expect(files.fileExists(atPath: directory + "/shared/R/packages/azptestpkg/DESCRIPTION"))
      let bad = NodePreparation(
        commandLine: [], packages: RPackages(cran: ["nosuchpkg"]), containerImage: "r-image")
      let failure = try run(bad, in: directory, environment: environment)
      #expect(failure.status == 1)
      #expect(failure.errors.contains("These R packages could not be installed: nosuchpkg (CRAN)."), "\(failure)")
    }
  }

  @Test("is none when there is nothing to do")
  func nothing() {
    #expect(NodePreparation(commandLine: [], packages: RPackages(), containerImage: "x").startTask == nil)
  }
}
