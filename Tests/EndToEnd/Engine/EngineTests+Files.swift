import AzureWire
import Testing

extension EngineTests {
  @Suite("Files and variables of a task")
  struct Files {
    @Test("are those of Batch: directories by variables, settings of job and task, the task's last")
    func environment() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob(
        "env",
        ["commonEnvironmentSettings": [["name": "A", "value": "job"], ["name": "B", "value": "job"]]])
      let script = """
        pwd; echo "$AZ_BATCH_TASK_WORKING_DIR"; echo "$AZ_BATCH_TASK_DIR"; echo "$AZ_BATCH_NODE_ROOT_DIR"; \
        echo "$AZ_BATCH_JOB_ID $AZ_BATCH_TASK_ID $AZ_BATCH_POOL_ID $AZ_BATCH_ACCOUNT_NAME $AZ_BATCH_NODE_IS_DEDICATED"; \
        echo "$A $B"; echo "$AZ_BATCH_NODE_ID"; for d in shared startup fsmounts workitems volatile applications; \
        do [ -d "$AZ_BATCH_NODE_ROOT_DIR/$d" ] && echo $d; done; \
        echo "$AZ_BATCH_NODE_SHARED_DIR"; echo oops >&2
        """
      try await engine.addTask(
        "1", to: "env", script, ["environmentSettings": [["name": "B", "value": "task $HOME"]]])
      let task = try await engine.ended("1", of: "env")
      let lines = try await engine.file("stdout.txt", of: "1", in: "env").split(separator: "\n").map(String.init)
      try #require(lines.count == 14, "\(lines)")
      let (root, node) = (lines[3], try #require(task["nodeInfo", "nodeId"]?.text))
      #expect(lines[0] == lines[1] && lines[1] == lines[2] + "/wd" && lines[2] == root + "/workitems/env/job-1/1")
      #expect(lines[4] == "env 1 wide local true" && lines[5] == "job task $HOME" && lines[6] == node)
      #expect(Set(lines[7...12]) == ["shared", "startup", "fsmounts", "workitems", "volatile", "applications"])
      #expect(lines[13] == root + "/shared")
      #expect(try await engine.file("stderr.txt", of: "1", in: "env") == "oops\n")
      let listed = try await engine.call("GET", "/jobs/env/tasks/1/files?recursive=true")["value"]?.elements ?? []
      let names = Set(listed.compactMap { $0["name"]?.text })
      #expect(names.isSuperset(of: ["stdout.txt", "stderr.txt", "wd"]))
    }

    @Test("say what they are, text as text, so that R's client and getJobFile show it")
    func contentTypes() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob("types")
      try await engine.addTask("1", to: "types", "echo said; echo a,b > table.csv; printf '\\001\\002' > values.rds")
      let task = try await engine.ended("1", of: "types")
      let node = try #require(task["nodeInfo", "nodeId"]?.text)
      for place in ["/jobs/types/tasks/1/files/", "/pools/wide/nodes/\(node)/files/workitems/types/job-1/1/"] {
        for (file, type) in [
          ("stdout.txt", "text/plain"), ("wd/table.csv", "text/plain"), ("wd/values.rds", "application/octet-stream"),
        ] {
          for method in ["GET", "HEAD"] {
            let answer = try await engine.send(method, place + file)
            #expect(answer.status == 200 && answer.contentType == type, "\(method) \(place)\(file): \(answer)")
          }
        }
      }
      #expect(try await engine.home.azp("-e", "getJobFile types 1 stdout.txt").output == "said\n")
    }

    @Test("come from URLs and containers, by prefix and into a directory")
    func resources() async throws {
      let engine = try SharedEngine.current
      let url = try await engine.container("inputs")
      for name in ["a/1.txt", "a/b/2.txt", "c/3.txt"] { try await engine.putBlob("inputs/\(name)", "I am \(name)") }
      try await engine.addJob("resources")
      try await engine.addTask(
        "1", to: "resources", "find . -type f | sort; stat -c %a one.txt",
        [
          "resourceFiles": [
            [
              "httpUrl": .string(url.replacing("inputs?", with: "inputs/c/3.txt?")), "filePath": "one.txt",
              "fileMode": "0640",
            ],
            ["storageContainerUrl": .string(url), "blobPrefix": "a/"],
            ["storageContainerUrl": .string(url), "blobPrefix": "c/", "filePath": "sub"],
          ]
        ])
      let task = try await engine.ended("1", of: "resources")
      #expect(task["executionInfo", "result"] == "success", "\(task)")
      #expect(
        try await engine.file("stdout.txt", of: "1", in: "resources")
          == "./a/1.txt\n./a/b/2.txt\n./one.txt\n./sub/c/3.txt\n640\n")
      #expect(try await engine.file("wd/one.txt", of: "1", in: "resources") == "I am c/3.txt")
    }

    @Test("are uploaded by patterns and by how the task ended")
    func outputs() async throws {
      let engine = try SharedEngine.current
      let url = try await engine.container("outputs")
      func output(_ pattern: String, _ path: String, _ condition: String) -> JSONValue {
        [
          "filePattern": .string(pattern),
          "destination": ["container": ["containerUrl": .string(url), "path": .string(path)]],
          "uploadOptions": ["uploadCondition": .string(condition)],
        ]
      }
      let outputs: JSONValue = [
        output("*.csv", "star", "taskcompletion"), output("**/*.csv", "deep", "taskcompletion"),
        output("data-?.txt", "one", "taskcompletion"), output("data-[ab].txt", "set", "taskcompletion"),
        output("../std*.txt", "logs", "taskcompletion"), output("x.csv", "named.csv", "tasksuccess"),
        output("x.csv", "failed.csv", "taskfailure"),
      ]
      let make = "mkdir -p d/e; touch x.csv d/y.csv d/e/z.csv data-a.txt data-c.txt data-10.txt; echo hello; exit"
      try await engine.addJob("outputs")
      try await engine.addTask("1", to: "outputs", make + " 0", ["outputFiles": outputs])
      let task = try await engine.ended("1", of: "outputs")
      #expect(task["executionInfo", "result"] == "success", "\(task)")
      #expect(
        try await engine.blobs("outputs") == [
          "deep/d/e/z.csv", "deep/d/y.csv", "deep/x.csv", "logs/stderr.txt", "logs/stdout.txt", "named.csv",
          "one/data-a.txt", "one/data-c.txt", "set/data-a.txt", "star/x.csv",
        ])
      #expect(try await engine.blob("outputs/logs/stdout.txt") == "hello\n")
      try await engine.addTask("2", to: "outputs", make + " 3", ["outputFiles": outputs])
      let failed = try await engine.ended("2", of: "outputs")
      #expect(failed["executionInfo", "failureInfo", "code"] == "FailureExitCode")
      #expect(try await engine.blobs("outputs").contains("failed.csv"))
    }

    @Test("that cannot be uploaded fail a task that had succeeded, and say which")
    func uploadFailure() async throws {
      let engine = try SharedEngine.current
      let url = try await engine.container("absent").replacing("absent?", with: "nowhere?")
      try await engine.addJob("upload")
      try await engine.addTask(
        "1", to: "upload", "touch out.csv",
        [
          "outputFiles": [
            [
              "filePattern": "out.csv", "destination": ["container": ["containerUrl": .string(url)]],
              "uploadOptions": ["uploadCondition": "tasksuccess"],
            ]
          ]
        ])
      let task = try await engine.ended("1", of: "upload")
      #expect(task["executionInfo", "result"] == "failure" && task["executionInfo", "exitCode"] == 0)
      let failure = try #require(task["executionInfo", "failureInfo"])
      #expect(failure["code"] != "FailureExitCode" && "\(failure)".contains("out.csv"), "\(failure)")
      #expect("\(failure)".contains("sig=") == false)
    }
  }
}
