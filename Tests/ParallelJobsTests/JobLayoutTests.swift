import AzureWire
import ParallelJobs
import Testing

@Suite("The layout of a job")
struct JobLayoutTests {
  @Test("the container has the job's name where that is a container name")
  func keepsValidNames() {
    #expect(JobLayout.container(ofJob: "job20170714215517") == "job20170714215517")
  }

  @Test(
    "an id that is no container name gets a valid one made from it",
    arguments: ["unique_job_id", "UPPER", "a", "-x-", "___", String(repeating: "long_", count: 12)])
  func derivesNames(id: String) {
    let name = JobLayout.container(ofJob: id)
    #expect(ResourceID.isValidContainerName(name), "\(name)")
    #expect(name == JobLayout.container(ofJob: id))
  }

  @Test("two ids never share a derived name")
  func keepsApart() {
    #expect(JobLayout.container(ofJob: "a_b") != JobLayout.container(ofJob: "a__b"))
    #expect(JobLayout.container(ofJob: "a_b") != "a-b")
  }

  @Test("ids that the service holds for equal share their container")
  func ignoresCase() {
    #expect(JobLayout.container(ofJob: "My_Job") == JobLayout.container(ofJob: "my_job"))
  }
}

@Suite("A list of jobs")
struct JobSummaryTests {
  @Test("the status is rounded down")
  func roundsDown() {
    let counts = TaskCounts(active: 1, running: 0, completed: 199, succeeded: 199, failed: 0)
    #expect(JobSummary(id: "j", state: .active, counts: counts).status == "99 %")
  }

  @Test("a job without tasks says so")
  func saysNoTasks() {
    #expect(JobSummary(id: "j", state: .active, counts: TaskCounts()).status == "No tasks in the job")
  }
}

@Suite("The combination of values")
struct CombinationTests {
  @Test("only a loop without any combining keeps the plain list that doAzureParallel knows")
  func plain() {
    #expect(Combination().isPlain)
    #expect(!Combination(levels: [Combination.Level(function: "c")]).isPlain)
    #expect(!Combination(levels: [Combination.Level(), Combination.Level()]).isPlain)
    var level = Combination.Level()
    level.final = "length"
    #expect(!Combination(levels: [level]).isPlain)
  }
}
