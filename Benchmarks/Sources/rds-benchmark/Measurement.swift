import Foundation

/// What reading one file took, by each of its readers.
struct Measurement {
  /// Medians in milliseconds of the processor.
  let ours: Double
  let readRDS: Double
  let floor: Double
  /// The most memory that our process has had after its first reading, in bytes.
  let peak: Double

  init(of sample: Sample, rounds: Int, folder: URL) throws {
    let file = folder.appending(path: sample.file).path
    let readers = [
      try Reader.ofOurs(.value, folder: folder), try Reader.ofR(folder: folder),
      try Reader.ofOurs(.floor, folder: folder),
    ]
    var times: [[Double]] = [[], [], []]
    var peak = 0
    for round in 0..<rounds {
      for (index, reader) in readers.enumerated() {
        let answer = try reader.read(file)
        times[index].append(answer.milliseconds)
        if round == 0, index == 0 { peak = answer.peak }
      }
    }
    for reader in readers { try reader.end() }
    let medians = times.map { $0.sorted()[$0.count / 2] }
    (ours, readRDS, floor) = (medians[0], medians[1], medians[2])
    self.peak = Double(peak) * 1024
  }

  /// - Parameter size: of the value, uncompressed, in bytes.
  func row(sample: Sample, size: Double) -> String {
    func text(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
    return RDSBenchmark.row(
      sample.title, text(ours, 1), text(readRDS, 1), text(ours / readRDS, 2), text(floor, 1),
      text(ours / floor, 2),
      text(peak / size, 2))
  }
}
