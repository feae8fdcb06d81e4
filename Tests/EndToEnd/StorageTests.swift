import Foundation
import Testing

@Suite("Storage", .sharedHome)
struct StorageTests {
  @Test("files go into containers and come back")
  func roundTrip() async throws {
    let home = try SharedHome.current
    try home.write("a,b\n1,2\n", to: "table.csv")
    let output = try await home.succeed(
      """
      uploadStorageFile("box", "table.csv", blobPath = "in/table.csv")
      files <- listStorageFiles("box", "in/")
      cat(files$FilePath, files$ContentLength, files$ContentType, attr(files, "containerName"), "\\n")
      cat(getStorageFile("box", "in/table.csv"))
      getStorageFile("box", "in/table.csv", downloadPath = "back.csv")
      cat("box" %in% listStorageContainers()$Name, nrow(listStorageContainers("nosuch")), "\\n")
      """)
    #expect(output == "in/table.csv 8 text/csv box \na,b\n1,2\nTRUE 0 \n")
    #expect(home.text(of: "back.csv") == "a,b\n1,2\n")
  }

  @Test("sizes print in full, and a file before its container is told")
  func sizes() async throws {
    let home = try SharedHome.current
    try home.write(String(repeating: "x", count: 300_000), to: "large.txt")
    try home.write("y", to: "small.txt")
    let output = try await home.succeed(
      """
      uploadStorageFile("sizes", "large.txt")
      uploadStorageFile("sizes", "small.txt")
      print(listStorageFiles("sizes")$ContentLength)
      """)
    #expect(output == "[1] 300000      1\n")
    let swapped = try await home.script("uploadStorageFile('large.txt', 'sizes')")
    #expect(swapped.status == 2 && swapped.errors.contains("the container comes before the file"), "\(swapped)")
  }

  @Test("nothing is replaced unasked")
  func overwrite() async throws {
    let home = try SharedHome.current
    try home.write("one", to: "x.txt")
    try await home.succeed("uploadStorageFile('keep', 'x.txt')")
    try home.write("two", to: "x.txt")
    let refused = try await home.script("uploadStorageFile('keep', 'x.txt')")
    #expect(refused.status == 1 && refused.errors.contains("`overwrite = TRUE` replaces it"), "\(refused)")
    #expect(try await home.succeed("cat(getStorageFile('keep', 'x.txt'))") == "one")
    let local = try await home.script("getStorageFile('keep', 'x.txt', downloadPath = 'x.txt')")
    #expect(local.status == 2 && home.text(of: "x.txt") == "two", "\(local)")
    try await home.succeed("uploadStorageFile('keep', 'x.txt', overwrite = TRUE)")
    #expect(try await home.succeed("cat(getStorageFile('keep', 'x.txt'))") == "two")
  }

  @Test("nothing is deleted unasked where there is nobody to ask")
  func deletion() async throws {
    let home = try SharedHome.current
    try home.write("x", to: "y.txt")
    try await home.succeed("uploadStorageFile('bin', 'y.txt'); uploadStorageFile('bin', 'y.txt', 'z.txt')")
    for command in ["deleteStorageFile('bin', 'y.txt')", "deleteStorageContainer bin"] {
      let refused = try await home.script(command)
      #expect(refused.status == 2 && refused.errors.contains("add `yes`"), "\(refused)")
    }
    #expect(try await home.succeed("cat(nrow(listStorageFiles('bin')))") == "2")
    let output = try await home.succeed(
      "deleteStorageFile('bin', 'y.txt', yes = TRUE); cat(listStorageFiles('bin')$FilePath, '\\n'); "
        + "deleteStorageContainer bin yes")
    #expect(
      output == "Your storage file 'y.txt' has been deleted.\nz.txt \nYour container 'bin' has been deleted.\n")
    let gone = try await home.script("listStorageFiles('bin')")
    #expect(gone.status == 5 && gone.errors.contains("There is no storage container \"bin\""), "\(gone)")
  }

  @Test("files that tasks hand in go where the loop said")
  func outputFiles() async throws {
    let home = try SharedHome.current
    let output = try await home.succeed(
      """
      out <- createOutputFile("*.csv", "tables/run1")
      opt <- list(outputFiles = list(out))
      x <- foreach(i = 1:2, .combine = c, .options.azure = opt) %dopar% {
        write.csv(data.frame(i = i), paste0("part", i, ".csv"), row.names = FALSE)
        i
      }
      cat(x, listStorageFiles("tables", "run1/")$FilePath, "\\n")
      cat(getStorageFile("tables", "run1/part2.csv"))
      print(out$destination$container$containerUrl)
      """)
    #expect(output == "1 2 run1/part1.csv run1/part2.csv \n\"i\"\n2\n[1] \"tables\"\n")
  }
}
