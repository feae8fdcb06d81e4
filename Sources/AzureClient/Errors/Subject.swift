/// The thing a request is about, for sentences.
enum Subject: Sendable, Equatable {
  case jobs
  case job(String)
  case tasks(job: String)
  case task(job: String, id: String)
  case files(job: String, task: String)
  case file(job: String, task: String, path: String)
  case jobSchedules
  case jobSchedule(String)
  /// The jobs that a schedule has made.
  case jobsOf(schedule: String)
  case applications
  case application(String)
  case images
  case nodeCounts
  case poolUsage
  /// A thing of Azure Resource Manager.
  case resource(String)
  case pools
  case pool(String)
  case nodes(pool: String)
  case node(pool: String, id: String)
  case nodeFiles(pool: String, node: String)
  case nodeFile(pool: String, node: String, path: String)
  case containers
  case container(String)
  case blobs(container: String)
  case blob(container: String, name: String)

  /// `job "a"`, `the tasks of job "a"`, ...
  var description: String {
    switch self {
    case .jobs: "the jobs"
    case .job(let id): "job \"\(id)\""
    case .tasks(let job): "the tasks of job \"\(job)\""
    case .task(let job, let id): "task \"\(id)\" of job \"\(job)\""
    case .files(let job, let task): "the files of task \"\(task)\" of job \"\(job)\""
    case .file(let job, let task, let path): "file \"\(path)\" of task \"\(task)\" of job \"\(job)\""
    case .jobSchedules: "the job schedules"
    case .jobSchedule(let id): "job schedule \"\(id)\""
    case .jobsOf(let schedule): "the jobs of schedule \"\(schedule)\""
    case .applications: "the applications"
    case .application(let id): "application \"\(id)\""
    case .images: "the supported images"
    case .nodeCounts: "the numbers of nodes"
    case .poolUsage: "the usage of pools"
    case .resource(let id): "resource \(id)"
    case .pools: "the pools"
    case .pool(let id): "pool \"\(id)\""
    case .nodes(let pool): "the nodes of pool \"\(pool)\""
    case .node(let pool, let id): "node \"\(id)\" of pool \"\(pool)\""
    case .nodeFiles(let pool, let node): "the files of node \"\(node)\" of pool \"\(pool)\""
    case .nodeFile(let pool, let node, let path): "file \"\(path)\" of node \"\(node)\" of pool \"\(pool)\""
    case .containers: "the storage containers"
    case .container(let name): "storage container \"\(name)\""
    case .blobs(let container): "the files in storage container \"\(container)\""
    case .blob(let container, let name): "file \"\(name)\" in storage container \"\(container)\""
    }
  }

  /// The job, pool or container that it is or belongs to.
  var owner: Subject {
    switch self {
    case .tasks(let job), .task(let job, _), .files(let job, _), .file(let job, _, _): .job(job)
    case .nodes(let pool), .node(let pool, _), .nodeFiles(let pool, _), .nodeFile(let pool, _, _): .pool(pool)
    case .blobs(let container), .blob(let container, _): .container(container)
    case .jobsOf(let schedule): .jobSchedule(schedule)
    case .jobs, .job, .jobSchedules, .jobSchedule, .applications, .application, .images, .nodeCounts, .poolUsage,
      .resource, .pools, .pool, .containers, .container:
      self
    }
  }

  /// The task that it is or belongs to.
  var task: Subject? {
    switch self {
    case .task: self
    case .files(let job, let task), .file(let job, let task, _): .task(job: job, id: task)
    default: nil
    }
  }

  /// The node that it is or belongs to.
  var node: Subject? {
    switch self {
    case .node: self
    case .nodeFiles(let pool, let node), .nodeFile(let pool, let node, _): .node(pool: pool, id: node)
    default: nil
    }
  }
}
