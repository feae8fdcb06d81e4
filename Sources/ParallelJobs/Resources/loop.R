# What the worker and the merge do alike with what a loop brings along.

# Attaches the packages of a loop.
attach_packages <- function(job) {
  for (name in unique(c(job$packages, job$github, job$bioconductor))) {
    # user/repository@reference names the package `repository`; a reference may hold slashes.
    library(basename(sub("@.*$", "", name)), character.only = TRUE)
  }
}

# Puts the exported variables where a body, its functions and R itself look
# for those of a session: into the global environment.
assign_exports <- function(job) {
  exports <- job$exportenv
  # Functions that doAzureParallel exported may have this environment as theirs.
  parent.env(exports) <- globalenv()
  for (name in ls(exports, all.names = TRUE, sorted = FALSE)) assign(name, exports[[name]], envir = globalenv())
}
