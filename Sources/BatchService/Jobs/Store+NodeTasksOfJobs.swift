import AzureWire
import GRDB
import HTTPTypes

/// The preparation and release of a job on each of its nodes.
extension Store {
  private static let statusColumns: FilterSQL = {
    var columns: [String: FilterSQL.Column] = ["poolid": .text("poolId"), "nodeid": .text("nodeId")]
    for (name, prefix) in [("jobpreparationtaskexecutioninfo", "p"), ("jobreleasetaskexecutioninfo", "r")] {
      columns["\(name)/state"] = .word("\(prefix)State")
      columns["\(name)/result"] = .word("\(prefix)Result")
      columns["\(name)/starttime"] = .time("\(prefix)Start")
      columns["\(name)/endtime"] = .time("\(prefix)End")
      columns["\(name)/exitcode"] = .number("\(prefix)ExitCode")
    }
    return FilterSQL(columns: columns)
  }()

  /// A page of them, in order of nodes; preparations that are under way are
  /// known by the tasks that wait for them.
  ///
  /// - Parameter isLenient: a job that has neither is answered with an empty
  ///   list, as old versions do.
  /// - Throws: ``WireError`` `JobPreparationTaskOrReleaseTaskNotSpecified`.
  package func preparationStatus(
    _ id: String, _ query: ListQuery, isLenient: Bool = false, endpoint: String
  ) async throws -> ListPage {
    let condition = try Self.statusColumns.condition(query.filter)
    return try await database.read { db in
      let job = try JobRecord.find(db, id: id)
      let names = try NodeTaskNames(job)
      guard names.preparation != nil || names.release != nil || isLenient else {
        throw WireError.conflict(
          "JobPreparationTaskOrReleaseTaskNotSpecified",
          "The specified job has neither a job preparation task nor a job release task.")
      }
      let request: SQLRequest<Row> = """
        SELECT * FROM (
          SELECT nodes.id AS nodeId, nodes.poolId AS poolId,
            iif(p.nodeId IS NULL, 'running', 'completed') AS pState, coalesce(p.startTime, waiting.start) AS pStart,
            p.endTime AS pEnd, p.result AS pResult, p.exitCode AS pExitCode, p.failureInfo AS pFailure,
            coalesce(p.retryCount, 0) AS pRetryCount,
            r.state AS rState, r.startTime AS rStart, r.endTime AS rEnd, r.result AS rResult, r.exitCode AS rExitCode,
            r.failureInfo AS rFailure
          FROM nodes
            LEFT JOIN preparations AS p ON p.jobIncarnation = \(job.incarnation) AND p.nodeId = nodes.id
            LEFT JOIN releases AS r ON r.jobId = \(job.id) AND r.nodeId = nodes.id
            LEFT JOIN (SELECT nodeId, min(stateTime) AS start FROM tasks WHERE jobId = \(job.id)
              AND state = 'preparing' GROUP BY nodeId) AS waiting ON waiting.nodeId = nodes.id
          WHERE p.nodeId IS NOT NULL OR waiting.nodeId IS NOT NULL)
        WHERE nodeId > \(query.after ?? "") AND \(condition) ORDER BY nodeId LIMIT \(query.limit + 1)
        """
      let rows = try request.fetchAll(db)
      let page = rows.prefix(query.limit)
      return ListPage(
        elements: try page.map { row in
          try Self.status(row, of: job, names, endpoint: endpoint).text(joinedWith: "{}", select: query.select)
        },
        continuation: rows.count > query.limit ? page.last?["nodeId"] : nil)
    }
  }

  private struct NodeTaskNames {
    var preparation: String?
    var release: String?

    init(_ job: JobRecord) throws {
      struct Part: Decodable {
        var jobPreparationTask: JobPreparationTask?
        var jobReleaseTask: JobReleaseTask?
      }
      let part = try JSONText.decode(Part.self, job.spec)
      preparation = part.jobPreparationTask.map { $0.id ?? "jobpreparation" }
      release = part.jobReleaseTask.map { $0.id ?? "jobrelease" }
    }
  }

  private static func status(
    _ row: Row, of job: JobRecord, _ names: NodeTaskNames, endpoint: String
  ) throws -> JSONMembers {
    let (pool, node): (String, String) = (row["poolId"], row["nodeId"])
    let nodeURL = "\(endpoint)/pools/\(pool)/nodes/\(node)"
    var members = JSONMembers()
    members.add("poolId", pool)
    members.add("nodeId", node)
    members.add("nodeUrl", nodeURL)
    if let name = names.preparation {
      var execution = execution(row, "p", root: "workitems/\(job.id)/job-1/\(name)", nodeURL)
      execution.add("retryCount", row["pRetryCount"] as Int?)
      members.add("jobPreparationTaskExecutionInfo", execution)
    }
    if let name = names.release, row["rState"] as String? != nil {
      members.add(
        "jobReleaseTaskExecutionInfo", execution(row, "r", root: "workitems/\(job.id)/job-1/\(name)", nodeURL))
    }
    return members
  }

  private static func execution(_ row: Row, _ prefix: String, root: String, _ nodeURL: String) -> JSONMembers {
    var execution = JSONMembers()
    execution.add("state", row["\(prefix)State"] as String?)
    execution.add("startTime", row["\(prefix)Start"] as Timestamp?)
    execution.add("endTime", row["\(prefix)End"] as Timestamp?)
    execution.add("taskRootDirectory", root)
    execution.add("taskRootDirectoryUrl", "\(nodeURL)/files/\(root)")
    execution.add("exitCode", row["\(prefix)ExitCode"] as Int?)
    execution.add("result", row["\(prefix)Result"] as String?)
    execution.add("failureInfo", json: row["\(prefix)Failure"])
    return execution
  }
}
