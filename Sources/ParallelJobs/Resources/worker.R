# Runs the iterations of one task and saves their outcomes.
#
# Arguments: first and last iteration, whether the iterations come in a file
# of their own (1) or with the job (0), and the error handling, which only the
# merge needs.
#
# Files, in the directory that the task starts in:
#   TASK-result.rds       the list of outcomes, named by iteration
#   TASK-outcomes.record  each outcome as its iteration ends; removed once the
#                         result is there, so it remains only if R was killed
#   TASK-conditions.record  the warnings and messages of each iteration
#
# Exit status: 0 when every iteration gave a value, 1 when one failed; the
# result file is written in both cases.
#
# This code runs in an environment of its own (see JobScripts), out of reach of
# what a body does to the global environment, the search path, the working
# directory, options, sinks and connections.

arguments <- commandArgs(trailingOnly = TRUE)
first <- as.integer(arguments[1])
last <- as.integer(arguments[2])
has_own_data <- arguments[3] == "1"

task_id <- Sys.getenv("AZ_BATCH_TASK_ID")
job_id <- Sys.getenv("AZ_BATCH_JOB_ID")
preparation_directory <- Sys.getenv("AZ_BATCH_JOB_PREP_WORKING_DIR")
# A body may change the directory, so all paths are absolute from the start.
directory <- getwd()
task_file <- function(suffix) file.path(directory, paste0(task_id, suffix))
result_file <- task_file("-result.rds")
unfinished_file <- task_file("-result.rds.part")
outcomes_file <- task_file("-outcomes.record")
conditions_file <- task_file("-conditions.record")

shared_library <- file.path(Sys.getenv("AZ_BATCH_NODE_SHARED_DIR"), "R", "packages")
if (dir.exists(shared_library)) .libPaths(c(shared_library, .libPaths()))

job <- readRDS(file.path(preparation_directory, paste0(job_id, ".rds")))
iterations <- if (has_own_data) readRDS(task_file(".rds")) else job$argsList[first:last]
numbers <- seq.int(first, length.out = length(iterations))
labels <- as.character(numbers)
is_verbose <- isTRUE(job$azp$verbose)
reduce_source <- job$azp$reduce

attach_packages(job)
assign_exports(job)

# The body's source gives conditions whose calls read as foreach's own do; a
# job without it carries the parsed expression alone.
body <- if (is.null(job$azp$body)) job$expr else parse(text = job$azp$body, keep.source = FALSE)[[1L]]

# Appends a value to a file of serializations, one behind the other. The file
# is opened anew each time, since a body may close all connections.
append_record <- function(value, file) {
  connection <- file(file, "ab")
  on.exit(close(connection))
  serialize(value, connection, xdr = TRUE)
}

# The body's `parent.frame()` is the frame of this function, from which
# nothing but base R is in sight.
evaluate <- function(xpr, envir) eval(xpr, envir = envir)
environment(evaluate) <- baseenv()

# The text of a condition, whatever its class and encoding.
condition_text <- function(condition) {
  text <- tryCatch(paste(conditionMessage(condition), collapse = " "), error = function(e) "(its text cannot be read)")
  sub("\n$", "", iconv(enc2utf8(text), "UTF-8", "UTF-8", sub = "byte"))
}

# R keeps the texts of 50 warnings; so does each iteration, shortened.
kept_conditions <- 50L
shortened <- function(text) if (nchar(text) > 1000L) paste0(substr(text, 1L, 997L), "...") else text

# Evaluates the body for one iteration.
#
# Returns: the outcome (a value, or the condition of an error), and the
# warnings and messages on the way to it.
run_iteration <- function(values) {
  envir <- new.env(parent = globalenv())
  # What has no name only counts.
  for (index in which(nzchar(names(values)))) assign(names(values)[index], values[[index]], envir = envir)
  texts <- list(warning = character(), message = character())
  counts <- c(warning = 0L, message = 0L)
  note <- function(kind) {
    function(condition) {
      if (kind == "warning" && isTRUE(getOption("warn") < 0)) return()
      if (inherits(condition, "packageStartupMessage")) return()
      counts[[kind]] <<- counts[[kind]] + 1L
      if (counts[[kind]] <= kept_conditions) texts[[kind]] <<- c(texts[[kind]], shortened(condition_text(condition)))
    }
  }
  outcome <- tryCatch(
    withCallingHandlers(evaluate(body, envir), warning = note("warning"), message = note("message")),
    error = function(condition) condition)
  list(outcome = outcome, texts = texts, counts = counts)
}

# Warnings go to the error stream as they come.
options(warn = 1)
results <- vector("list", length(iterations))
failures <- 0L
for (index in seq_along(iterations)) {
  if (is_verbose) cat("Iteration", labels[[index]], "begins\n")
  run <- run_iteration(iterations[[index]])
  # A limit that the body set for itself must not end this script.
  setTimeLimit()
  setwd(directory)
  if (inherits(run$outcome, "error")) {
    failures <- failures + 1L
    cat("Iteration ", labels[[index]], " failed: ", condition_text(run$outcome), "\n", sep = "", file = stderr())
  }
  if (!is.null(run$outcome)) results[[index]] <- run$outcome
  # The last outcome is in the result file a moment later.
  if (index < length(iterations)) append_record(list(numbers[[index]], run$outcome), outcomes_file)
  if (any(run$counts > 0L)) append_record(list(numbers[[index]], run$counts, run$texts), conditions_file)
}
names(results) <- labels

while (sink.number() > 0L) sink()
sink(type = "message")
options(warn = 1, error = NULL)

# A chunk that is reduced gives one value in place of all of its own.
if (!is.null(reduce_source) && failures == 0L && length(results) > 0L) {
  reduced <- tryCatch(
    Reduce(eval(parse(text = reduce_source), globalenv()), unname(results)), error = function(condition) condition)
  if (inherits(reduced, "error")) {
    failures <- 1L
    cat("The values could not be reduced: ", condition_text(reduced), "\n", sep = "", file = stderr())
  }
  results <- list(reduced)
  names(results) <- labels[[1L]]
}

saveRDS(results, unfinished_file)
invisible(file.rename(unfinished_file, result_file))
unlink(outcomes_file)

cat("Error Code:", if (failures > 0L) 1 else 0, "\n")
quit(save = "no", status = if (failures > 0L) 1L else 0L, runLast = FALSE)
