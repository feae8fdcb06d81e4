import Foundation

/// What a user might take instead, where it is installed.
struct Peer {
  let name: String
  let program: String
  let title: String
  /// For `bash -c`, with the number of tasks and an empty directory as
  /// arguments; prints nothing but, where it measures itself, its seconds.
  let script: String

  static let all = [
    Peer(
      name: "xargs", program: "xargs", title: "xargs -P2, files each by sh",
      script: #"seq "$1" | xargs -P2 -n1 sh -c 'exec /bin/true > "$0/$1.out" 2> "$0/$1.err"' "$2""#),
    Peer(
      name: "task-spooler", program: "tsp", title: "task-spooler, 2 slots",
      script: """
        export TS_SOCKET="$2/socket" TMPDIR="$2" TS_MAXFINISHED=10
        tsp -S 2; for ((i = 1; i < $1; i++)); do tsp /bin/true > "$2/ids"; done
        last=$(tsp /bin/true); tsp -w "$((last - 1))"; tsp -w "$last"; tsp -K
        """),
    Peer(
      name: "GNU parallel", program: "parallel", title: "GNU parallel -j2 --results",
      script: #"seq "$1" | parallel --will-cite -j2 --results "$2/results" /bin/true > "$2/all""#),
    Peer(
      name: "HyperQueue (PyPI)", program: "hyperqueue", title: "HyperQueue, files each, server up",
      script: #"exec "${HQ_PYTHON:-python3}" -c "$HQ_SCRIPT" "$1" "$2""#),
  ]

  /// The end is written by a last task that depends on all others: waiting
  /// for a job polls once a second.
  private static let hyperQueueScript = """
    import sys, time
    from hyperqueue.cluster import LocalCluster, WorkerConfig
    from hyperqueue import Job
    count, directory = int(sys.argv[1]), sys.argv[2]
    cluster = LocalCluster()
    cluster.start_worker(WorkerConfig(cores=2))
    client = cluster.client()
    def submit(n, mark):
        job = Job()
        tasks = [job.program(["/bin/true"], stdout=f"{directory}/{mark}{i}.out", stderr=f"{directory}/{mark}{i}.err")
                 for i in range(n)]
        job.program(["sh", "-c", f"date +%s.%N > {directory}/{mark}"], deps=tasks)
        client.wait_for_jobs([client.submit(job)])
        return float(open(f"{directory}/{mark}").read())
    submit(2, "first")
    start = time.time()
    print(submit(count, "end") - start, flush=True)
    import os; os.kill(os.getpid(), 9)
    """

  private static var python: String { ProcessInfo.processInfo.environment["HQ_PYTHON"] ?? "python3" }

  var isInstalled: Bool {
    let test = program == "hyperqueue" ? "\(Self.python) -c 'import hyperqueue'" : "command -v \(program)"
    return (try? Self.bash(test, [])).map { $0.status == 0 } ?? false
  }

  /// - Returns: seconds.
  func run(count: Int, in directory: String) throws -> Double {
    let start = Date()
    let (status, output) = try Self.bash(script, [String(count), directory])
    let elapsed = Date().timeIntervalSince(start)
    if let own = Double(output.trimmingCharacters(in: .whitespacesAndNewlines)) { return own }
    guard status == 0 else { throw Failure("\(name) ended with \(status).") }
    return elapsed
  }

  private static func bash(_ script: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script, "bash"] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["HQ_SCRIPT": hyperQueueScript]) { $1 }
    // Nothing that one of them leaves behind lies where the benchmark was started.
    if arguments.count > 1 { process.currentDirectoryURL = URL(fileURLWithPath: arguments[1]) }
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
