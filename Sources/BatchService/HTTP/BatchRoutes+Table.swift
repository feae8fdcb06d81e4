import HTTPTypes

/// Which request about jobs, tasks and job schedules does what.
extension BatchRoutes {
  static let jobTable: [Route<BatchRoutes>] = [
    Route(.get, "jobs") { routes, request in try await routes.listJobs(request) },
    Route(.post, "jobs") { routes, request in try await routes.addJob(request) },
    Route(.get, "lifetimejobstats") { routes, request in try await routes.lifetimeStatistics(request) },
    Route(.get, "jobs/*") { try await $0.getJob($1, $2[0]) },
    Route(.put, "jobs/*") { try await $0.replaceJob($1, $2[0]) },
    Route(.patch, "jobs/*") { try await $0.patchJob($1, $2[0]) },
    Route(.delete, "jobs/*") { try await $0.deleteJob($1, $2[0]) },
    Route(.post, "jobs/*/disable") { try await $0.disableJob($1, $2[0]) },
    Route(.post, "jobs/*/enable") { try await $0.enableJob($1, $2[0]) },
    Route(.post, "jobs/*/terminate") { try await $0.terminateJob($1, $2[0]) },
    Route(.get, "jobs/*/taskcounts") { try await $0.taskCounts($1, $2[0]) },
    Route(.get, "jobs/*/jobpreparationandreleasetaskstatus") { try await $0.preparationStatus($1, $2[0]) },
  ]

  static let taskTable: [Route<BatchRoutes>] = [
    Route(.get, "jobs/*/tasks") { try await $0.listTasks($1, $2[0]) },
    Route(.post, "jobs/*/tasks") { try await $0.addTask($1, $2[0]) },
    Route(.post, "jobs/*/addtaskcollection") { try await $0.addTaskCollection($1, $2[0]) },
    Route(.get, "jobs/*/tasks/*") { try await $0.getTask($1, $2[0], $2[1]) },
    Route(.put, "jobs/*/tasks/*") { try await $0.replaceTask($1, $2[0], $2[1]) },
    Route(.delete, "jobs/*/tasks/*") { try await $0.deleteTask($1, $2[0], $2[1]) },
    Route(.post, "jobs/*/tasks/*/terminate") { try await $0.terminateTask($1, $2[0], $2[1]) },
    Route(.post, "jobs/*/tasks/*/reactivate") { try await $0.reactivateTask($1, $2[0], $2[1]) },
    Route(.get, "jobs/*/tasks/*/subtasksinfo") { try await $0.listSubtasks($1, $2[0], $2[1]) },
    Route(.get, "jobs/*/tasks/*/files") { try await $0.listFiles($1, $2[0], $2[1]) },
    Route(.get, "jobs/*/tasks/*/files/**") { try await $0.getFile($1, $2[0], $2[1], $2[2]) },
    Route(.head, "jobs/*/tasks/*/files/**") { try await $0.getFile($1, $2[0], $2[1], $2[2]) },
    Route(.delete, "jobs/*/tasks/*/files/**") { try await $0.deleteFile($1, $2[0], $2[1], $2[2]) },
  ]

  static let scheduleTable: [Route<BatchRoutes>] = [
    Route(.get, "jobschedules") { routes, request in try await routes.listSchedules(request) },
    Route(.post, "jobschedules") { routes, request in try await routes.addSchedule(request) },
    Route(.get, "jobschedules/*") { try await $0.getSchedule($1, $2[0]) },
    Route(.head, "jobschedules/*") { try await $0.getSchedule($1, $2[0]) },
    Route(.put, "jobschedules/*") { try await $0.changeSchedule($1, $2[0], isReplacement: true) },
    Route(.patch, "jobschedules/*") { try await $0.changeSchedule($1, $2[0], isReplacement: false) },
    Route(.delete, "jobschedules/*") { try await $0.deleteSchedule($1, $2[0]) },
    Route(.post, "jobschedules/*/disable") { try await $0.setSchedule($1, $2[0], isEnabled: false) },
    Route(.post, "jobschedules/*/enable") { try await $0.setSchedule($1, $2[0], isEnabled: true) },
    Route(.post, "jobschedules/*/terminate") { try await $0.terminateSchedule($1, $2[0]) },
    Route(.get, "jobschedules/*/jobs") { try await $0.listJobs($1, ofSchedule: $2[0]) },
  ]
}
