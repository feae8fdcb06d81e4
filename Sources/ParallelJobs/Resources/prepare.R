# Installs the packages of a loop that this node lacks, where all tasks of the
# node find them.
#
# Argument: the job's id.
#
# Environment: AZP_CRAN, another repository than CRAN's own; GITHUB_PAT, for
# repositories that are not public.
#
# Exit status: 1 with a sentence when a package is still missing at the end.

job <- readRDS(paste0(commandArgs(trailingOnly = TRUE)[1], ".rds"))
options(
  repos = c(CRAN = Sys.getenv("AZP_CRAN", "https://cloud.r-project.org")), timeout = 600,
  # Warnings come before the sentence at the end.
  warn = 1,
  # No task runs on the node yet.
  Ncpus = max(1L, parallel::detectCores(), na.rm = TRUE))

shared_library <- file.path(Sys.getenv("AZ_BATCH_NODE_SHARED_DIR"), "R", "packages")
dir.create(shared_library, recursive = TRUE, showWarnings = FALSE)
.libPaths(c(shared_library, .libPaths()))

# user/repository/subdirectory@reference names the package by its last step.
package_name <- function(name) basename(sub("@.*$", "", name))
is_missing <- function(names) names[!vapply(package_name(names), requireNamespace, logical(1), quietly = TRUE)]

# A failure is told by what is missing at the end; its reason goes to the log.
try_install <- function(names, install) {
  if (length(names) > 0L) tryCatch(install(names), error = function(e) message(conditionMessage(e)))
}
helper <- function(name) if (!requireNamespace(name, quietly = TRUE)) utils::install.packages(name, shared_library)

try_install(is_missing(job$packages), function(names) utils::install.packages(names, shared_library))
try_install(is_missing(job$github), function(names) {
  helper("remotes")
  for (name in names) remotes::install_github(name, lib = shared_library, upgrade = "never")
})
try_install(is_missing(job$bioconductor), function(names) {
  helper("BiocManager")
  BiocManager::install(names, lib = shared_library, update = FALSE, ask = FALSE)
})

left <- is_missing(c(job$packages, job$github, job$bioconductor))
if (length(left) > 0L) {
  message("could not be installed: ", toString(left))
  quit(save = "no", status = 1L, runLast = FALSE)
}
