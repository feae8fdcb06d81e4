import AzureWire
import BatchService
import Foundation
import GRDB
import Logging
import Testing

/// Keys and passwords that a description carries: no answer and no log tells
/// them, and they are not kept.
@Suite("Secrets of descriptions")
struct SecretTests {
  /// Each secret of a pool; the values of all begin with `hidden`.
  private static let pool = """
    {"vmSize":"small","targetDedicatedNodes":0,"virtualMachineConfiguration":{"imageReference":
    {"virtualMachineImageId":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/i"},
    "nodeAgentSKUId":"b","containerConfiguration":{"type":"dockerCompatible","containerRegistries":[{"username":"u",
    "registryServer":"r","password":"hidden-registry"}]},"extensions":[{"name":"e","publisher":"p","type":"t",
    "settings":{"accountKey":"told"},"protectedSettings":{"a":"hidden-extension"}}]},
    "userAccounts":[{"name":"u","password":"hidden-user","linuxUserConfiguration":{"uid":1000,
    "sshPrivateKey":"hidden-ssh"}}],"mountConfiguration":[
    {"azureBlobFileSystemConfiguration":{"accountName":"a","containerName":"c","relativeMountPath":"m",
    "accountKey":"hidden-blob"}},
    {"azureBlobFileSystemConfiguration":{"accountName":"a","containerName":"c","relativeMountPath":"n",
    "sasKey":"hidden-sas"}},
    {"azureFileShareConfiguration":{"accountName":"a","azureFileUrl":"u","relativeMountPath":"o",
    "accountKey":"hidden-share"}},
    {"cifsMountConfiguration":{"username":"u","source":"s","relativeMountPath":"p","password":"hidden-cifs"}}],
    "startTask":{"commandLine":"true","containerSettings":{"imageName":"i","registry":{"username":"u",
    "password":"hidden-start"}}}
    """

  private static let task = """
    {"commandLine":"true","containerSettings":{"imageName":"i","registry":{"username":"u","pass\\u0077ord":"hidden-task"}}
    """

  /// What is sent, and where what became of it is read.
  private static let requests = [
    ("/pools", "{\"id\":\"p\",\(pool.dropFirst())}", ["/pools/p", "/pools"]),
    (
      "/jobs",
      """
      {"id":"j","poolInfo":{"autoPoolSpecification":{"poolLifetimeOption":"job","pool":\(pool)}}},
      "jobPreparationTask":\(task)},"jobReleaseTask":\(task)},"jobManagerTask":{"id":"m",\(task.dropFirst())}}
      """, ["/jobs/j", "/jobs", "/jobs/j/tasks/m", "/pools"]
    ),
    ("/jobs/j/tasks", "{\"id\":\"t\",\(task.dropFirst())}", ["/jobs/j/tasks/t", "/jobs/j/tasks"]),
    (
      "/jobs/j/addtaskcollection", "{\"value\":[{\"id\":\"c\",\(task.dropFirst())}]}", ["/jobs/j/tasks"]
    ),
    (
      "/jobschedules",
      """
      {"id":"s","schedule":{},"jobSpecification":{"poolInfo":{"autoPoolSpecification":{"poolLifetimeOption":"job",
      "pool":\(pool)}}},"jobPreparationTask":\(task)}}}
      """, ["/jobschedules/s", "/jobschedules", "/jobs", "/pools"]
    ),
  ]

  @Test("no answer, no log and no file tells a key or a password of a pool, job, task or schedule")
  func walk() async throws {
    let directory = try TemporaryDirectory()
    try await TestServer.run(directory: directory) { server in
      for (target, body, places) in Self.requests {
        let made = try await server.call("POST", target, body: body)
        #expect([200, 201].contains(made.status) && !made.body.contains("hidden"), "\(target): \(made.body)")
        for place in places {
          let answer = try await server.call("GET", place)
          #expect(answer.status == 200 && !answer.body.contains("hidden"), "\(place): \(answer.body)")
        }
      }
      // What is not secret is told.
      let pool = try await server.call("GET", "/pools/p").body
      for told in ["\"told\"", "\"registryServer\"", "\"containerName\"", "\"azureFileUrl\"", "\"source\"", "\"uid\""] {
        #expect(pool.contains(told), "\(told)")
      }
      let patch = "{\"mountConfiguration\":[{\"cifsMountConfiguration\":{\"username\":\"v\",\"password\":\"hidden\"}}]}"
      #expect(try await server.call("PATCH", "/pools/p", body: patch).status == 200)
      let patched = try await server.call("GET", "/pools/p").body
      #expect(patched.contains("\"v\"") && !patched.contains("hidden"))
      // A refusal tells it no more than an answer.
      let wrong = try await server.call("POST", "/pools", body: "{\"id\":\"q\",\"vmSize\":1,\(Self.pool.dropFirst())}")
      #expect(wrong.status == 400 && !wrong.body.contains("hidden"), "\(wrong.body)")
    }
    for name in try FileManager.default.subpathsOfDirectory(atPath: directory.path) {
      guard let bytes = FileManager.default.contents(atPath: directory.path + "/" + name) else { continue }
      #expect(bytes.firstRange(of: Data("hidden".utf8)) == nil, "\(name)")
    }
  }

  @Test("what an earlier version kept of secrets goes when the database is opened")
  func migrates() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/batch.sqlite"
    let last = try #require(Schema.migrator.migrations.firstIndex(of: "descriptions without secrets"))
    do {
      let old = try DatabaseQueue(path: path)
      try Schema.migrator.migrate(old, upTo: Schema.migrator.migrations[last - 1])
      let spec = "\(Self.pool)}"
      try await old.write { db in
        try db.execute(
          literal: """
            INSERT INTO pools (id, state, stateTime, creationTime, lastModified, eTag, targetDedicatedNodes,
              taskSlotsPerNode, vmSize, spec) VALUES ('p', 'active', 0, 0, 0, '0x1', 0, 1, 'small', \(spec))
            """)
      }
      try old.close()
    }
    let kept = try await Store(path: path).pool("p").spec
    #expect(!kept.contains("hidden") && kept.contains("\"told\""), "\(kept)")
  }
}
