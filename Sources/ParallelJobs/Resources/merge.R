# Joins the values of all tasks into one list, in the order of the iterations,
# and combines them as the loop asks.
#
# Arguments: the number of tasks, the iterations of a task, the error handling
# (stop, pass or remove), the number of iterations.
#
# When an iteration failed and errors stop the loop, nothing is written: the
# failure is that of the iteration's task, which says so itself.
#
# Exit status: 1 when the combining function failed.

arguments <- commandArgs(trailingOnly = TRUE)
task_count <- as.integer(arguments[1])
chunk_size <- as.integer(arguments[2])
error_handling <- arguments[3]
iteration_count <- as.integer(arguments[4])

job_id <- Sys.getenv("AZ_BATCH_JOB_ID")
job <- readRDS(file.path(Sys.getenv("AZ_BATCH_JOB_PREP_WORKING_DIR"), paste0(job_id, ".rds")))

shared_library <- file.path(Sys.getenv("AZ_BATCH_NODE_SHARED_DIR"), "R", "packages")
if (dir.exists(shared_library)) .libPaths(c(shared_library, .libPaths()))
# The combining function may come from one of the loop's packages.
for (name in unique(c(job$packages, job$github, job$bioconductor))) {
  suppressPackageStartupMessages(library(basename(sub("@.*$", "", name)), character.only = TRUE))
}

# A task that left no result stands for errors of all of its iterations: none
# is ever lost without a word.
read_chunk <- function(task) {
  file <- file.path("results", paste0(task, "-result.rds"))
  if (file.exists(file)) return(readRDS(file))
  first <- (task - 1L) * chunk_size + 1L
  last <- min(task * chunk_size, iteration_count)
  missing <- lapply(first:last, function(iteration) {
    simpleError(sprintf("task %d ended without leaving a result for iteration %d", task, iteration))
  })
  names(missing) <- as.character(first:last)
  missing
}

results <- unlist(lapply(seq_len(task_count), read_chunk), recursive = FALSE)
if (is.null(results)) results <- list()
is_failed <- vapply(results, inherits, logical(1), what = "error")

if (error_handling == "stop" && any(is_failed)) {
  for (name in names(results)[is_failed]) {
    message("Iteration ", name, " failed: ", conditionMessage(results[[name]]))
  }
  quit(save = "no", status = 0L, runLast = FALSE)
}
kept <- if (error_handling == "remove") results[!is_failed] else results

save_result <- function(value, file) {
  saveRDS(value, paste0(file, ".part"))
  invisible(file.rename(paste0(file, ".part"), file))
}
save_result(kept, "merge-result.rds")

# All results take part, for errors that are left out keep their places.
combine_all <- function(results, levels) {
  exports <- job$exportenv
  parent.env(exports) <- globalenv()
  levels <- lapply(levels, combining, exports)
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
  combined <- tryCatch(combine_all(results, job$azp$combine), error = function(condition) condition)
  save_result(combined, "combined-result.rds")
  if (inherits(combined, "error")) {
    message("The results could not be combined: ", conditionMessage(combined))
    quit(save = "no", status = 1L, runLast = FALSE)
  }
}
cat("Error Code: 0\n")
