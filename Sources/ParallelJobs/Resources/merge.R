# Joins the outcomes of all tasks into one list, in the order of the
# iterations, and combines them as the loop asks.
#
# Arguments: the number of tasks, the iterations of a task, the error handling
# (stop, pass or remove), the number of iterations.
#
# When an iteration failed and errors stop the loop, nothing is written: the
# failure is that of the iteration's task, which says so itself.
#
# Exit status: 1 when the outcomes are not exactly one for each iteration, or
# the combining function failed.

arguments <- commandArgs(trailingOnly = TRUE)
task_count <- as.integer(arguments[1])
chunk_size <- as.integer(arguments[2])
error_handling <- arguments[3]
iteration_count <- as.integer(arguments[4])

# Warnings go to the error stream as they come.
options(warn = 1)
job_id <- Sys.getenv("AZ_BATCH_JOB_ID")
job <- readRDS(file.path(Sys.getenv("AZ_BATCH_JOB_PREP_WORKING_DIR"), paste0(job_id, ".rds")))
# A combining function may change the directory.
directory <- getwd()
end <- function(status) quit(save = "no", status = status, runLast = FALSE)

shared_library <- file.path(Sys.getenv("AZ_BATCH_NODE_SHARED_DIR"), "R", "packages")
if (dir.exists(shared_library)) .libPaths(c(shared_library, .libPaths()))
# The combining function, and methods for the results, may come from the loop's packages.
attach_packages(job)

# The outcomes that a task noted before it was killed: a file of
# serializations, the last of which may be torn.
read_records <- function(file) {
  if (!file.exists(file)) return(list())
  connection <- file(file, "rb")
  on.exit(close(connection))
  records <- list()
  repeat {
    record <- tryCatch(unserialize(connection), error = function(condition) NULL)
    if (is.null(record)) return(records)
    records[[length(records) + 1L]] <- record
  }
}

# The outcomes of a task that left no result: those that it noted, and errors
# for its other iterations, so that none is ever lost without a word.
noted_outcomes <- function(task, iterations) {
  outcomes <- lapply(iterations, function(iteration) {
    simpleError(sprintf("task %d ended without leaving a result for iteration %d", task, iteration))
  })
  for (record in read_records(file.path(directory, "records", paste0(task, "-outcomes.record")))) {
    position <- match(record[[1L]], iterations)
    if (!is.na(position)) outcomes[position] <- record[2L]
  }
  names(outcomes) <- as.character(iterations)
  outcomes
}

refuse <- function(...) {
  message("The results are not combined: ", ...)
  end(1L)
}

read_chunk <- function(task) {
  iterations <- seq.int((task - 1L) * chunk_size + 1L, min(task * chunk_size, iteration_count))
  file <- file.path(directory, "results", paste0(task, "-result.rds"))
  if (!file.exists(file)) return(noted_outcomes(task, iterations))
  chunk <- tryCatch(readRDS(file), error = function(condition) {
    refuse("the result of task ", task, " cannot be read (", conditionMessage(condition), ").")
  })
  expected <- as.character(iterations)
  is_reduced <- !is.null(job$azp$reduce) && identical(names(chunk), expected[[1L]])
  if (!is.list(chunk) || !(is_reduced || identical(names(chunk), expected))) {
    refuse(
      "task ", task, " ran iterations ", expected[[1L]], " to ", expected[[length(expected)]],
      ", but its result does not hold exactly one outcome for each of them.")
  }
  chunk
}

results <- unlist(lapply(seq_len(task_count), read_chunk), recursive = FALSE)
if (is.null(results)) results <- list()
is_failed <- vapply(results, inherits, logical(1), what = "error")

# The notes of all tasks become one file, since a client wants them all.
condition_files <- file.path(directory, "records", paste0(seq_len(task_count), "-conditions.record"))
condition_files <- condition_files[file.exists(condition_files)]
if (length(condition_files) > 0L) file.append(file.path(directory, "merge-conditions.record"), condition_files)

if (error_handling == "stop" && any(is_failed)) {
  for (name in names(results)[is_failed]) {
    message("Iteration ", name, " failed: ", conditionMessage(results[[name]]))
  }
  end(0L)
}
kept <- if (error_handling == "remove") results[!is_failed] else results

save_result <- function(value, name) {
  file <- file.path(directory, name)
  saveRDS(value, paste0(file, ".part"))
  invisible(file.rename(paste0(file, ".part"), file))
}
save_result(kept, "merge-result.rds")

# All results take part, for errors that are left out keep their places.
combine_all <- function(results, levels) {
  levels <- lapply(levels, combining, globalenv())
  # Chunks that were reduced have left one result each.
  if (length(levels) == 1L) levels[[1L]]$sizes <- length(results)
  combination <- combiner(levels, verbose = isTRUE(job$azp$verbose))
  for (index in seq_along(results)) {
    combination$advance()
    combination$add(results[[index]])
  }
  combination$advance()
  final <- levels[[1L]]$final
  if (is.null(final)) combination$value() else final(combination$value())
}

if (!is.null(job$azp$combine)) {
  assign_exports(job)
  combined <- tryCatch(combine_all(results, job$azp$combine), error = function(condition) condition)
  while (sink.number() > 0L) sink()
  sink(type = "message")
  setTimeLimit()
  options(warn = 1, error = NULL)
  save_result(combined, "combined-result.rds")
  if (inherits(combined, "error")) {
    message("The results could not be combined: ", conditionMessage(combined))
    end(1L)
  }
}
cat("Error Code: 0\n")
