import ParallelJobs
import Testing

@Suite("An automatic chunk size")
struct ChunkSizeTests {
  private func tasks(_ iterations: Int, slots: Int) -> Int {
    let size = ChunkSize.automatic(iterations: iterations, slots: slots)
    return (iterations + size - 1) / size
  }

  @Test("makes a task of each of some tens of iterations, however many slots", arguments: [1, 2, 20, 40], [1, 2, 64])
  func singles(iterations: Int, slots: Int) {
    #expect(ChunkSize.automatic(iterations: iterations, slots: slots) == 1)
  }

  @Test("makes a handful of tasks for each slot of a thousand iterations")
  func handful() {
    #expect(tasks(1000, slots: 2) == 4)
    #expect(tasks(1000, slots: 16) == 32)
  }

  @Test("lets the number of tasks grow slowly")
  func grows() {
    #expect(tasks(10_000, slots: 2) == 12)
    #expect(tasks(1_000_000, slots: 2) == 124)
  }

  @Test("gives every slot work", arguments: [41, 50, 63, 64, 65, 100, 999, 1001, 12_345, .max / 2])
  func coversSlots(iterations: Int) {
    for slots in [1, 2, 3, 8, 64] {
      let size = ChunkSize.automatic(iterations: iterations, slots: slots)
      #expect(size >= 1)
      #expect(iterations / size >= min(slots, iterations / 2))
    }
  }

  @Test("is 1 when there are more slots than iterations, and when the pool tells none")
  func extremes() {
    #expect(ChunkSize.automatic(iterations: 100, slots: .max) == 1)
    #expect(ChunkSize.automatic(iterations: 100, slots: 0) == 50)
    #expect(ChunkSize.automatic(iterations: 0, slots: 2) == 1)
  }
}
