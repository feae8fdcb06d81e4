import HTTPTypes

/// Which request about jobs, tasks and job schedules does what.
extension BatchRoutes {
  static let jobTable: [Route<BatchRoutes>] = [
    Route(.get, "jobs", .pages + .filter + .select + .expand) { routes, request in try await routes.listJobs(request) },
    Route(.post, "jobs") { routes, request in try await routes.addJob(request) },
    Route(.get, "lifetimejobstats") { routes, request in try await routes.lifetimeStatistics(request) },
    Route(.get, "jobs/*", .select + .expand + .conditions) { try await $0.getJob($1, $2[0]) },
    Route(.put, "jobs/*", .conditions) { try await $0.replaceJob($1, $2[0]) },
    Route(.patch, "jobs/*", .conditions) { try await $0.patchJob($1, $2[0]) },
    Route(.delete, "jobs/*", .force + .conditions) { try await $0.deleteJob($1, $2[0]) },
    Route(.post, "jobs/*/disable", .conditions) { try await $0.disableJob($1, $2[0]) },
    Route(.post, "jobs/*/enable", .conditions) { try await $0.enableJob($1, $2[0]) },
    Route(.post, "jobs/*/terminate", .force + .conditions) { try await $0.terminateJob($1, $2[0]) },
    Route(.get, "jobs/*/taskcounts") { try await $0.taskCounts($1, $2[0]) },
    Route(.get, "jobs/*/jobpreparationandreleasetaskstatus", .pages + .filter + .select) {
      try await $0.preparationStatus($1, $2[0])
    },
  ]

  static let taskTable: [Route<BatchRoutes>] = [
    Route(.get, "jobs/*/tasks", .pages + .filter + .select + .expand) { try await $0.listTasks($1, $2[0]) },
    Route(.post, "jobs/*/tasks") { try await $0.addTask($1, $2[0]) },
    Route(.post, "jobs/*/addtaskcollection") { try await $0.addTaskCollection($1, $2[0]) },
    Route(.get, "jobs/*/tasks/*", .select + .expand + .conditions) { try await $0.getTask($1, $2[0], $2[1]) },
    Route(.put, "jobs/*/tasks/*", .conditions) { try await $0.replaceTask($1, $2[0], $2[1]) },
    Route(.delete, "jobs/*/tasks/*", .conditions) { try await $0.deleteTask($1, $2[0], $2[1]) },
    Route(.post, "jobs/*/tasks/*/terminate", .conditions) { try await $0.terminateTask($1, $2[0], $2[1]) },
    Route(.post, "jobs/*/tasks/*/reactivate", .conditions) { try await $0.reactivateTask($1, $2[0], $2[1]) },
    Route(.get, "jobs/*/tasks/*/subtasksinfo", .select) { try await $0.listSubtasks($1, $2[0], $2[1]) },
    Route(.get, "jobs/*/tasks/*/files", .pages + .filter + .recursive) { try await $0.listFiles($1, $2[0], $2[1]) },
    Route(.get, "jobs/*/tasks/*/files/**", .times + .range) { try await $0.getFile($1, $2[0], $2[1], $2[2]) },
    Route(.head, "jobs/*/tasks/*/files/**", .times) { try await $0.getFile($1, $2[0], $2[1], $2[2]) },
    Route(.delete, "jobs/*/tasks/*/files/**", .recursive) { try await $0.deleteFile($1, $2[0], $2[1], $2[2]) },
  ]

  static let scheduleTable: [Route<BatchRoutes>] = [
    Route(.get, "jobschedules", .pages + .filter + .select + .expand) { routes, request in
      try await routes.listSchedules(request)
    },
    Route(.post, "jobschedules") { routes, request in try await routes.addSchedule(request) },
    Route(.get, "jobschedules/*", .select + .expand + .conditions) { try await $0.getSchedule($1, $2[0]) },
    Route(.head, "jobschedules/*", .conditions) { try await $0.getSchedule($1, $2[0]) },
    Route(.put, "jobschedules/*", .conditions) { try await $0.changeSchedule($1, $2[0], isReplacement: true) },
    Route(.patch, "jobschedules/*", .conditions) { try await $0.changeSchedule($1, $2[0], isReplacement: false) },
    Route(.delete, "jobschedules/*", .force + .conditions) { try await $0.deleteSchedule($1, $2[0]) },
    Route(.post, "jobschedules/*/disable", .conditions) { try await $0.setSchedule($1, $2[0], isEnabled: false) },
    Route(.post, "jobschedules/*/enable", .conditions) { try await $0.setSchedule($1, $2[0], isEnabled: true) },
    Route(.post, "jobschedules/*/terminate", .force + .conditions) { try await $0.terminateSchedule($1, $2[0]) },
    Route(.get, "jobschedules/*/jobs", .pages + .filter + .select + .expand) {
      try await $0.listJobs($1, ofSchedule: $2[0])
    },
  ]
}
