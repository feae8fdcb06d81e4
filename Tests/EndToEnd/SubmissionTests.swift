import Testing

@Suite("Loops submitted at the same time", .sharedHome)
struct SubmissionTests {
  @Test("by several sessions, none of them named, are jobs of their own with the right results")
  func unnamed() async throws {
    let home = try SharedHome.current
    try await withThrowingTaskGroup(of: Void.self) { group in
      for factor in 1...4 {
        group.addTask {
          let printed = try await home.succeed(
            """
            factor <- \(factor)
            values <- foreach(i = 1:\(factor + 1), .combine = c, .options.azure = list(chunkSize = 9)) %dopar% { i * factor }
            print(values)
            """)
          let expected = (1...factor + 1).map { "\($0 * factor)" }
          #expect(printed.split(whereSeparator: \.isWhitespace).dropFirst().map(String.init) == expected)
        }
      }
      try await group.waitForAll()
    }
  }

  @Test("under one name are one job, and whoever came second hears it")
  func sameName() async throws {
    let home = try SharedHome.current
    let outcomes = try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
      for factor in 1...4 {
        group.addTask {
          let outcome = try await home.script(
            """
            factor <- \(factor)
            opt <- list(wait = FALSE, job = 'mine', chunkSize = 9)
            job <- foreach(i = 1:3, .options.azure = opt) %dopar% { i * factor }
            """)
          return (factor, outcome)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let winners = outcomes.filter { $0.1.status == 0 }
    #expect(winners.count == 1, "\(outcomes)")
    for (_, outcome) in outcomes where outcome.status != 0 {
      let isTold = ["A job named `mine` exists already", "Another loop was submitted under the id `mine`"]
        .contains(where: outcome.errors.contains)
      #expect(outcome.status == 1 && isTold, "\(outcome)")
    }
    try await home.waitForJob("mine")
    let values = try await home.succeed("cat(unlist(getJobResult('mine')))")
    let factor = winners.first?.0 ?? 0
    #expect(values == (1...3).map { "\($0 * factor)" }.joined(separator: " "))
  }
}
