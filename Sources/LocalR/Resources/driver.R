# Serves azp from inside an R process that lives as long as the session.
#
# Argument: a private directory with two named pipes, and `combiner.R`, which
# puts the results of loops together. A line "<number> <operation>" on `requests` asks for what the file <number>.request describes;
# a line "<number> <outcome>" on `answers` says that <number>.answer holds what
# came of it. Standard output and error belong to the code that is evaluated.
#
# Everything here is found from the base environment, whatever is assigned or
# attached later.

# `warnings()` reads a variable that R makes only when it has shown a warning
# of its own, as it does here, into nothing.
nothing <- file(nullfile(), "w")
sink(nothing, type = "message")
warning("none")
sink(type = "message")
close(nothing)
rm(nothing)

serve <- local(envir = new.env(parent = baseenv()), {
  directory <- commandArgs(trailingOnly = TRUE)[1L]
  own_pid <- Sys.getpid()
  sys.source(file.path(directory, "combiner.R"), envir = environment(), keep.source = FALSE)
  unlink(file.path(directory, "combiner.R"))

  channels <- new.env(parent = emptyenv())

  # `closeAllConnections()` closes these, too; they open again by name.
  channel <- function(name, mode) {
    path <- file.path(directory, name)
    connection <- channels[[name]]
    is_ours <- !is.null(connection) &&
      identical(tryCatch(summary(connection)$description, error = function(e) ""), path)
    if (!is_ours) channels[[name]] <- connection <- fifo(path, mode, blocking = TRUE)
    connection
  }

  receive <- function() readLines(channel("requests", "rb"), n = 1L)
  send <- function(...) writeLines(paste(...), channel("answers", "wb"))

  # Returns once everything printed so far has been shown, so that what goes to
  # standard output and to standard error keeps its order.
  synchronise <- function() {
    suspendInterrupts({
      send(0L, "sync")
      receive()
    })
    invisible()
  }

  # What the profile of the user has put into the global environment stays.
  profile <- mget(setdiff(ls(globalenv(), all.names = TRUE), ".Random.seed"), envir = globalenv())

  clear_variables <- function() {
    names <- setdiff(ls(globalenv(), all.names = TRUE), c(".Random.seed", names(profile)))
    rm(list = names, envir = globalenv())
    if (length(profile) > 0L) list2env(profile, globalenv())
    given <<- list()
  }

  # Large values stay here from one request to the next, each under a number,
  # until azp says that it wants them no more.
  kept <- new.env(parent = emptyenv())

  keep_values <- function(request) {
    forgotten <- intersect(request$forget, ls(kept, all.names = TRUE))
    rm(list = forgotten, envir = kept)
    for (name in names(request$keep)) assign(request$keep[[name]], request$variables[[name]], envir = kept)
  }

  # The variables that an evaluation begins with.
  given <- list()

  assign_variables <- function(request) {
    if (length(request$variables) > 0L) list2env(request$variables, globalenv())
    for (name in names(request$kept)) assign(name, kept[[request$kept[[name]]]], envir = globalenv())
    for (name in names(request$functions)) {
      source <- parse(text = request$functions[[name]], keep.source = TRUE, encoding = "UTF-8")
      assign(name, eval(source, globalenv()), globalenv())
    }
    given <<- as.list(globalenv(), all.names = TRUE)
  }

  # What code did to the variables is azp's to know; intermediate values, which
  # azp names `.azp_1` and so on, and what belongs to R are not.
  changes <- function() {
    is_own <- function(names) names %in% c(".Random.seed", names(profile)) | startsWith(names, ".azp_")
    names <- ls(globalenv(), all.names = TRUE)
    names <- names[!is_own(names)]
    is_changed <- function(name) {
      !(name %in% names(given)) || !identical(given[[name]], get(name, envir = globalenv(), inherits = FALSE))
    }
    before <- as.character(names(given))
    list(
      assigned = mget(names[vapply(names, is_changed, NA)], envir = globalenv()),
      removed = setdiff(before[!is_own(before)], names))
  }

  # Top-level code has no call of its own; that of the machinery is not shown.
  code <- NULL
  own_call <- quote(eval(code, globalenv()))
  call_of <- function(condition) {
    call <- conditionCall(condition)
    if (identical(call, own_call)) NULL else call
  }

  # Evaluates one expression; gives its value and whether it would print.
  evaluate_code <- function(expression) {
    code <<- expression
    withVisible(eval(code, globalenv()))
  }

  operations <- list()

  operations$evaluate <- function(request) {
    expressions <- parse_source(request$source)
    if (length(expressions) == 0L) return(NULL)
    for (index in seq_len(length(expressions) - 1L)) {
      result <- evaluate_code(expressions[[index]])
      if (result$visible) print(result$value)
    }
    last <- expressions[[length(expressions)]]
    # Evaluated from here, so that errors do not read "Error in withVisible".
    if (is.call(last) && identical(last[[1L]], quote(withVisible)) && length(last) == 2L) {
      return(evaluate_code(last[[2L]]))
    }
    evaluate_code(last)$value
  }

  parse_source <- function(text) {
    tryCatch(
      parse(text = text, keep.source = TRUE, encoding = "UTF-8"),
      error = function(condition) stop(simpleError(conditionMessage(condition), NULL)))
  }

  # The names that the search path has, or would have with the packages.
  operations$known <- function(request) {
    offered <- character()
    open <- request$packages
    seen <- character()
    while (length(open) > 0L) {
      package <- open[1L]
      open <- open[-1L]
      if (package %in% seen) next
      seen <- c(seen, package)
      if (!suppressWarnings(suppressPackageStartupMessages(requireNamespace(package, quietly = TRUE)))) {
        return(list(missing = package))
      }
      if (package == "base") next
      datasets <- getNamespaceInfo(package, "lazydata")
      offered <- c(offered, getNamespaceExports(package), if (is.environment(datasets)) names(datasets))
      # Attaching a package attaches those that it depends on.
      depends <- utils::packageDescription(package)$Depends
      if (!is.null(depends)) {
        depends <- trimws(sub("\\(.*", "", gsub("\\([^)]*\\)", "", strsplit(depends, ",")[[1L]])))
        open <- c(open, setdiff(depends, c("R", "")))
      }
    }
    found <- vapply(request$names, exists, NA, envir = globalenv())
    list(names = request$names[found | request$names %in% offered])
  }

  # A vector, list, data frame or matrix as foreach iterates over it: by
  # element or, with columns, by column.
  iterator <- function(values) {
    if (is.data.frame(values)) {
      list(element = function(index) values[, index])
    } else if (is.matrix(values)) {
      list(element = function(index) values[, index, drop = FALSE])
    } else {
      list(element = function(index) values[[index]])
    }
  }

  # `foreach(...) %do% body`, to the letter: every iteration runs, even after
  # one has failed, and what the body assigns is there in the next.
  operations$loop <- function(request) {
    expr <- unreferenced(parse_source(request$body)[[1L]])
    levels <- lapply(request$levels, combining, globalenv())
    for (p in request$packages) library(p, character.only = TRUE)
    run_loop(
      expr, lapply(request$iterations, iterator), request$error_handling, request$verbose, levels[[1L]]$final,
      combiner(levels, request$verbose))
  }

  # Conditions carry no references to the source, as in a script.
  unreferenced <- function(expr) if (is.language(expr)) utils::removeSource(expr) else expr

  run_loop <- function(expr, iterators, error_handling, verbose, final, results) {
    is_named <- nzchar(names(iterators))
    envir <- globalenv()
    # Errors of top-level code name this very call, as they do with foreach.
    xpr <- compiler::compile(expr, env = envir, options = list(suppressUndefined = TRUE))
    attempt <- function(xpr, envir) tryCatch(eval(xpr, envir = envir), error = function(e) e)
    position <- 0L
    tryCatch({
      while (results$advance()) {
        position <- position + 1L
        args <- lapply(iterators[is_named], function(iterator) iterator$element(position))
        if (verbose) {
          cat(sprintf("evaluation # %d:\n", position))
          print(args)
        }
        for (name in names(args)) assign(name, args[[name]], envir = envir)
        r <- attempt(xpr, envir)
        if (verbose) {
          cat("result of evaluating expression:\n")
          print(r)
          cat(sprintf("got results for task %d\n", position))
        }
        tryCatch({
          results$add(r)
          if (verbose) cat("returning status FALSE\n")
        }, error = function(e) {
          cat("error calling combine function:\n")
          print(e)
        })
      }
    }, error = function(e) stop(simpleError(conditionMessage(e), expr)))
    failure <- results$failure()
    if (error_handling == "stop" && !is.null(failure)) {
      message <- sprintf("task %d failed - \"%s\"", failure$position, conditionMessage(failure$error))
      stop(simpleError(message, expr))
    }
    if (is.null(final)) return(results$value())
    # The call reads as foreach's own, should it fail.
    obj <- list(combineInfo = list(final = final), state = list(accum = results$value()))
    obj$combineInfo$final(obj$state$accum)
  }

  # R's own layout of an error: the message begins a line of its own when the
  # call leaves no room for it.
  error_text <- function(message, call) {
    if (is.null(call)) return(paste0("Error: ", message))
    shown <- deparse(call, nlines = 1L)[1L]
    first_line <- strsplit(message, "\n", fixed = TRUE)[[1L]][1L]
    width <- 14L + nchar(shown, type = "width", allowNA = TRUE) + nchar(first_line, type = "width", allowNA = TRUE)
    separator <- if (is.na(width) || width <= 75L) " : " else " : \n  "
    paste0("Error in ", shown, separator, message)
  }

  describe_error <- function(condition) {
    message <- conditionMessage(condition)
    call <- call_of(condition)
    list(
      message = message, call = if (!is.null(call)) deparse(call, nlines = 1L)[1L], text = error_text(message, call))
  }

  # Warnings wait for the end of the evaluation, as at R's prompt.
  warnings_kept <- list()

  keep_warning <- function(condition) {
    if (Sys.getpid() != own_pid) return()
    mode <- getOption("warn")
    if (!identical(as.integer(mode), 0L)) {
      if (mode > 0L) synchronise()
      return()
    }
    restart <- computeRestarts(condition)
    if (!any(vapply(restart, function(one) identical(one$name, "muffleWarning"), NA))) return()
    if (length(warnings_kept) < getOption("nwarnings", 50L)) {
      entry <- list(call_of(condition))
      names(entry) <- paste(conditionMessage(condition), collapse = "\n")
      warnings_kept <<- c(warnings_kept, entry)
    }
    invokeRestart("muffleWarning")
  }

  show_warnings <- function() {
    kept <- warnings_kept
    warnings_kept <<- list()
    count <- length(kept)
    if (count == 0L) return()
    class(kept) <- "warnings"
    if (exists("last.warning", envir = baseenv())) assign("last.warning", unclass(kept), envir = baseenv())
    text <- if (count <= 10L) {
      utils::capture.output(print(kept))
    } else if (count < getOption("nwarnings", 50L)) {
      sprintf("There were %d warnings (use warnings() to see them)", count)
    } else {
      sprintf("There were %d or more warnings (use warnings() to see the first %d)", count, count)
    }
    synchronise()
    cat(text, sep = "\n", file = stderr())
  }

  show_message <- function(condition) {
    # A forked process must not talk on the channels of its parent.
    if (Sys.getpid() != own_pid) return()
    synchronise()
    cat(conditionMessage(condition), file = stderr(), sep = "")
    synchronise()
    invokeRestart("muffleMessage")
  }

  end_diversions <- function() {
    while (sink.number() > 0L) sink()
    if (sink.number(type = "message") != 2L) sink(type = "message")
  }

  save_answer <- function(number, value) {
    saveRDS(value, file.path(directory, paste0(number, ".answer")), compress = FALSE)
  }

  # How values are printed, as azp knows it: what has changed on one side since
  # goes to the other.
  known_options <- list(digits = 7L, scipen = 0L, width = 80L)

  follow_options <- function(options) {
    changed <- options[!mapply(identical, options, known_options[names(options)])]
    known_options[names(changed)] <<- changed
    base::options(changed)
  }

  options_changes <- function() {
    now <- sapply(names(known_options), simplify = FALSE, function(name) {
      number <- suppressWarnings(as.integer(getOption(name)))[1L]
      if (is.na(number)) 0L else number
    })
    if (identical(now, known_options)) return(NULL)
    known_options <<- now
    now
  }

  # The environment that an evaluation begins with, as "NAME=value".
  environment_before <- character()
  environment_now <- function() .Internal(Sys.getenv(character(), ""))

  # Variables that azp has set or, with NA, removed.
  follow_environment <- function(variables) {
    is_removed <- is.na(variables)
    Sys.unsetenv(as.character(names(variables)[is_removed]))
    if (!all(is_removed)) do.call(Sys.setenv, as.list(variables[!is_removed]))
    environment_before <<- environment_now()
  }

  # The same of what code has set or removed.
  environment_changes <- function() {
    now <- environment_now()
    if (identical(now, environment_before)) return(NULL)
    name_of <- function(entries) sub("=.*", "", entries)
    changed <- setdiff(now, environment_before)
    removed <- setdiff(name_of(environment_before), name_of(now))
    values <- c(sub("^[^=]*=", "", changed), rep(NA_character_, length(removed)))
    names(values) <- c(name_of(changed), removed)
    values
  }

  perform <- function(number, operation, request) {
    follow_options(request$options)
    follow_environment(request$environment)
    value <- withCallingHandlers(
      {
        assign_variables(request)
        operations[[operation]](request)
      },
      warning = keep_warning, message = show_message)
    save_answer(number, c(
      list(value = value, environment = environment_changes(), options = options_changes()), changes()))
    "value"
  }

  answer <- function(number, operation) {
    path <- file.path(directory, paste0(number, ".request"))
    request <- readRDS(path)
    unlink(path)
    keep_values(request)
    outcome <- tryCatch(
      allowInterrupts(perform(number, operation, request)),
      interrupt = function(condition) "interrupted",
      error = function(condition) {
        save_answer(number, describe_error(condition))
        "error"
      })
    # A fork that comes here has escaped from the code that made it.
    if (Sys.getpid() != own_pid) tools::pskill(Sys.getpid(), tools::SIGKILL)
    code <<- NULL
    end_diversions()
    # Compiled code may have printed past R.
    flush(stdout())
    show_warnings()
    clear_variables()
    outcome
  }

  # Nobody sees a plot here, nor shall one be left behind as Rplots.pdf.
  has_warned_of_plots <- FALSE
  options(device = function(...) {
    if (!has_warned_of_plots) {
      has_warned_of_plots <<- TRUE
      message("azp shows no plots; open a file for them first, with pdf(\"plot.pdf\"), and close it with dev.off().")
    }
    grDevices::pdf(file = NULL)
  })

  # There is nobody to ask; R would take the silence for an answer.
  unlockBinding("readline", baseenv())
  assign("readline", envir = baseenv(), function(prompt = "") {
    stop(
      "readline() has nobody to ask here: what azp evaluates in R runs without a terminal; assign the answer to a ",
      "variable instead", call. = FALSE)
  })
  lockBinding("readline", baseenv())

  serve_requests <- function() {
    send(0L, "ready")
    repeat {
      line <- receive()
      if (length(line) == 0L) break
      words <- strsplit(line, " ", fixed = TRUE)[[1L]]
      if (words[2L] == "quit") break
      if (words[2L] == "settle") {
        # Interrupts reach the evaluation only; one that came too late for it
        # is spent here, before the next.
        tryCatch(allowInterrupts(Sys.sleep(0)), interrupt = function(condition) NULL)
        send(words[1L], "settled")
        next
      }
      outcome <- tryCatch(
        answer(words[1L], words[2L]),
        error = function(condition) {
          save_answer(words[1L], describe_error(condition))
          "error"
        })
      send(words[1L], outcome)
    }
  }

  function() {
    rm("serve", envir = globalenv())
    suspendInterrupts(serve_requests())
    # azp is gone: so is what it kept here.
    unlink(directory, recursive = TRUE)
    # Not even within a browser() that code has left open is there more to do.
    suppressWarnings(quit(save = "no", runLast = FALSE))
  }
})
# A short call, for R shows it when it crashes.
serve()
