# Sees to it that a node has the packages of its cluster. In mode "install"
# what is missing is installed into AZP_LIBRARY; in mode "check" it is an error.
words <- function(name) {
  text <- Sys.getenv(name)
  if (nzchar(text)) strsplit(text, " ", fixed = TRUE)[[1]] else character()
}
library_path <- Sys.getenv("AZP_LIBRARY")
dir.create(library_path, showWarnings = FALSE, recursive = TRUE)
.libPaths(c(library_path, .libPaths()))
mirror <- Sys.getenv("AZP_CRAN_MIRROR", "https://cloud.r-project.org")
options(repos = c(CRAN = mirror), timeout = 600)

is_there <- function(name) nzchar(system.file(package = name))
# The package of "user/repo/subdir@ref" is named as its last directory.
repository_package <- function(repository) basename(sub("[@#].*$", "", repository))

install <- function(names, from, with) {
  missing <- names[!vapply(names, is_there, NA)]
  if (length(missing)) tryCatch(with(missing), error = function(e) message(conditionMessage(e)))
  failed <- missing[!vapply(missing, is_there, NA)]
  if (length(failed)) paste0(toString(failed), " (", from, ")")
}
need <- function(tool) {
  if (!is_there(tool)) install.packages(tool, lib = library_path)
}

cran <- words("AZP_CRAN")
github <- words("AZP_GITHUB")
bioconductor <- words("AZP_BIOCONDUCTOR")

if (Sys.getenv("AZP_PACKAGES_MODE") == "install") {
  failed <- c(
    install(cran, "CRAN", function(names) install.packages(names, lib = library_path)),
    install(repository_package(github), "GitHub", function(names) {
      need("remotes")
      for (repository in github[repository_package(github) %in% names]) {
        remotes::install_github(repository, lib = library_path, upgrade = "never")
      }
    }),
    install(bioconductor, "Bioconductor", function(names) {
      need("BiocManager")
      BiocManager::install(names, lib = library_path, update = FALSE, ask = FALSE)
    }))
  if (length(failed)) {
    message("These R packages could not be installed: ", paste(failed, collapse = "; "), ".")
    quit(status = 1)
  }
} else {
  names <- c(cran, repository_package(github), bioconductor)
  missing <- unique(names[!vapply(names, is_there, NA)])
  if (length(missing)) {
    message(
      "These R packages are not installed on this node: ", toString(missing),
      ". The nodes of this service are processes of its machine; install the packages there.")
    quit(status = 1)
  }
}
