import AzureWire
import Commands
import Foundation
import LineEditor
import Rendering
import Session
import SessionLanguage
import Shell
import Synchronization
import Testing

@Suite("Completion in the shell")
struct ShellCompleterTests {
  private final class Wishes: Sendable {
    let all = Mutex<[BackgroundReader.Wish]>([])
  }

  private let session = Session(
    service: LocalService(paths: StatePaths(directory: "/nonexistent/azp"), executable: "/nonexistent"))
  private let wishes = Wishes()

  private var completer: ShellCompleter {
    let console = StandardConsole(terminal: Terminal(environment: [:]))
    let host = SessionHost(context: CommandContext(session: session, console: console, now: { 0 }))
    let wishes = wishes
    return ShellCompleter(
      knownJobs: session.knownJobs, knownClusters: session.knownClusters, knownNames: session.knownNames,
      interpreter: Interpreter(host: host),
      wants: { wish in wishes.all.withLock { $0.append(wish) } }, now: { 7200 })
  }

  private func completion(of text: String) -> Completion {
    completer.completions(for: text, cursor: text.utf8.count)
  }

  private func know(_ ids: [String]) {
    let time = Timestamp(secondsSince1970: 3600)
    session.knownJobs.replace(with: JobTable(ids.map { JobHead(id: $0, state: .active, creationTime: time) }))
  }

  @Test("offers a job with its state and age, and wishes to know more")
  func describes() async throws {
    know(["job1"])
    let found = completion(of: "getJob jo")
    #expect(found.candidates == [.init("job1", description: "active, 1h old")])
    #expect(wishes.all.withLock { $0 } == [.jobs])
    try await session.close()
  }

  @Test("of a hundred thousand jobs gives as many as a list shows, and counts all")
  func many() async throws {
    know((100_000..<200_000).map { "job\($0)" })
    let found = completion(of: "getJob j")
    #expect(found.count == 100_000)
    #expect(found.candidates.count == CandidateList.maximumCount + 1)
    var key = CompletionKey()
    let press = key.press(text: "getJob j", cursor: 8, completion: found)
    #expect(press == .replace(7..<8, with: "job1"))
    #expect(completion(of: "getJob job12345").candidates.map(\.text) == (0...9).map { "job12345\($0)" })
    try await session.close()
  }

  @Test("wishes to know the tasks of the job that is written")
  func tasks() async throws {
    _ = completion(of: "getJobFile job1 ")
    #expect(wishes.all.withLock { $0 } == [.jobs, .names(.tasks(job: "job1"))])
    _ = completion(of: "getJobFile('job2', '")
    #expect(wishes.all.withLock { $0.last } == .names(.tasks(job: "job2")))
    try await session.close()
  }

  @Test("offers containers and jobs to the storage commands, none twice")
  func containers() async throws {
    know(["job1"])
    session.knownNames.add(.containers, .init(id: "job1", state: "container", since: nil))
    session.knownNames.add(.containers, .init(id: "joint", state: "container", since: nil))
    let found = completion(of: "listStorageFiles jo")
    #expect(found.candidates.map(\.text) == ["job1", "joint"])
    #expect(wishes.all.withLock { $0 } == [.jobs, .names(.containers)])
    #expect(completion(of: "getJob jo").candidates.map(\.text) == ["job1"])
    try await session.close()
  }
}
