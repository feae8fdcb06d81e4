# Runs the iterations of one task and saves their values.
#
# Arguments: first and last iteration, whether the iterations come in a file
# of their own (1) or with the job (0), and the error handling, which is noted
# in the log only: the merge decides what becomes of an error.
#
# Exit status: 0 when every iteration gave a value, 1 when one failed; the
# result file is written in both cases.

arguments <- commandArgs(trailingOnly = TRUE)
first <- as.integer(arguments[1])
last <- as.integer(arguments[2])
has_own_data <- arguments[3] == "1"

task_id <- Sys.getenv("AZ_BATCH_TASK_ID")
job_id <- Sys.getenv("AZ_BATCH_JOB_ID")
preparation_directory <- Sys.getenv("AZ_BATCH_JOB_PREP_WORKING_DIR")

shared_library <- file.path(Sys.getenv("AZ_BATCH_NODE_SHARED_DIR"), "R", "packages")
if (dir.exists(shared_library)) .libPaths(c(shared_library, .libPaths()))

job <- readRDS(file.path(preparation_directory, paste0(job_id, ".rds")))

for (name in unique(c(job$packages, job$github, job$bioconductor))) {
  # user/repository@reference names the package `repository`; a reference may hold slashes.
  package <- basename(sub("@.*$", "", name))
  library(package, character.only = TRUE)
}

# What the loop body sees: the exported variables, then the global environment.
exports <- job$exportenv
parent.env(exports) <- globalenv()
# Functions of the session look for what they use among its variables.
for (name in ls(exports, all.names = TRUE)) {
  if (is.function(exports[[name]]) && identical(environment(exports[[name]]), globalenv())) {
    environment(exports[[name]]) <- exports
  }
}

iterations <- if (has_own_data) readRDS(paste0(task_id, ".rds")) else job$argsList[first:last]

# The body's source gives conditions whose calls read as foreach's own do; a
# job without it carries the parsed expression alone.
xpr <- if (is.null(job$azp$body)) job$expr else parse(text = job$azp$body, keep.source = FALSE)[[1L]]

run_iteration <- function(values) {
  envir <- new.env(parent = exports)
  # What has no name only counts.
  for (index in which(nzchar(names(values)))) assign(names(values)[index], values[[index]], envir = envir)
  tryCatch(eval(xpr, envir = envir), error = function(condition) condition)
}

# Warnings go to the error stream as they come.
options(warn = 1)
results <- vector("list", length(iterations))
failures <- 0L
for (index in seq_along(iterations)) {
  if (isTRUE(job$azp$verbose)) cat("Iteration", first + index - 1L, "begins\n")
  value <- run_iteration(iterations[[index]])
  if (inherits(value, "error")) {
    failures <- failures + 1L
    message("Iteration ", first + index - 1L, " failed: ", conditionMessage(value))
  }
  if (!is.null(value)) results[[index]] <- value
}
names(results) <- as.character(seq.int(first, length.out = length(iterations)))

# A chunk that is reduced gives one value in place of all of its own.
if (!is.null(job$azp$reduce) && failures == 0L && length(results) > 0L) {
  reduce <- eval(parse(text = job$azp$reduce), envir = exports)
  results <- list(Reduce(reduce, unname(results)))
  names(results) <- as.character(first)
}

result_file <- paste0(task_id, "-result.rds")
saveRDS(results, paste0(result_file, ".part"))
invisible(file.rename(paste0(result_file, ".part"), result_file))

cat("Error Code:", if (failures > 0L) 1 else 0, "\n")
quit(save = "no", status = if (failures > 0L) 1L else 0L, runLast = FALSE)
