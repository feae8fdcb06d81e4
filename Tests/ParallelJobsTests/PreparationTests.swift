import Foundation
import Testing

@testable import ParallelJobs

@Suite("The preparation of a job")
struct PreparationTests {
  @Test("looks for packages on the user's own machine, and fetches them elsewhere")
  func command() {
    let here = ParallelJobs.preparationCommand(
      packages: ["a", "user/b@v1", "user/c@branch/of/d"], job: "j", installs: false)
    #expect(here.contains("c('a', 'b', 'c')") && !here.contains("prepare.R"))
    let there = ParallelJobs.preparationCommand(packages: ["a"], job: "j", installs: true)
    #expect(there.contains("prepare.R j"))
    #expect(!ParallelJobs.preparationCommand(packages: [], job: "j", installs: true).contains("prepare.R"))
  }

  @Test(
    "installs what is missing from the repository it is told of, and names what it cannot find",
    .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/Rscript")))
  func installs() throws {
    let directory = NSTemporaryDirectory() + "azp-prepare-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try FileManager.default.createDirectory(atPath: directory + "/wd", withIntermediateDirectories: true)
    try Data(JobScripts.preparer).write(to: URL(fileURLWithPath: directory + "/wd/prepare.R"))
    // A repository on the disk with one tiny package.
    let repository = """
      setwd("\(directory)")
      dir.create("tiny"); dir.create("tiny/R"); dir.create("cran/src/contrib", recursive = TRUE)
      writeLines(c("Package: tiny", "Version: 1.0", "Title: T", "Description: D.", "License: GPL", "Author: A",
        "Maintainer: A <a@b.c>"), "tiny/DESCRIPTION")
      writeLines("export(one)", "tiny/NAMESPACE"); writeLines("one <- function() 1", "tiny/R/one.R")
      utils::tar("cran/src/contrib/tiny_1.0.tar.gz", "tiny", compression = "gzip")
      tools::write_PACKAGES("cran/src/contrib", type = "source")
      for (name in c("good", "bad")) {
        job <- new.env(); job$packages <- c("stats", if (name == "good") "tiny" else "not.a.package")
        saveRDS(job, file.path("wd", paste0(name, ".rds")))
      }
      """
    func run(_ arguments: [String]) throws -> (Int32, String) {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/Rscript")
      process.arguments = ["--no-save", "--no-environ", "--no-restore"] + arguments
      process.currentDirectoryURL = URL(fileURLWithPath: directory + "/wd")
      process.environment = ProcessInfo.processInfo.environment.merging([
        "AZP_CRAN": "file://\(directory)/cran", "AZ_BATCH_NODE_SHARED_DIR": directory + "/shared",
      ]) { $1 }
      let errors = Pipe()
      process.standardError = errors
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      return (process.terminationStatus, text)
    }
    let made = try run(["-e", repository])
    #expect(made.0 == 0, "\(made.1)")
    let good = try run(["prepare.R", "good"])
    #expect(good.0 == 0, "\(good.1)")
    #expect(FileManager.default.fileExists(atPath: directory + "/shared/R/packages/tiny/DESCRIPTION"))
    let bad = try run(["prepare.R", "bad"])
    #expect(bad.0 == 1 && bad.1.hasSuffix("could not be installed: not.a.package\n"), "\(bad.1)")
  }
}
