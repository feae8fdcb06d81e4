# What foreach combines with when it is given no function.
list_combine <- function(a, ...) c(a, list(...))

# A function by its source; a variable that is none does not hide one.
function_in <- function(source, envir) {
  code <- parse(text = source, keep.source = FALSE, encoding = "UTF-8")[[1L]]
  if (is.symbol(code)) get(as.character(code), envir = envir, mode = "function") else eval(code, envir)
}

# Makes of one `foreach(...)`, as azp describes it, how its results combine.
#
# `level`: combine and final, sources of functions or NULL; initials, one
# value for each group, or one for all, or NULL; multicombine and
# maxcombine, or NULL for foreach's defaults; errorhandling; sizes, how many
# results each group has.
combining <- function(level, envir) {
  fun <- if (is.null(level$combine)) list_combine else match.fun(function_in(level$combine, envir))
  takes_many <- level$multicombine
  if (is.null(takes_many)) {
    takes_many <- identical(fun, cbind) || identical(fun, rbind) || identical(fun, c) ||
      identical(fun, list_combine)
  }
  batch <- level$maxcombine
  if (is.null(batch)) batch <- if (takes_many) 100 else 2
  list(
    fun = fun, initials = if (is.null(level$combine)) list(list()) else level$initials, batch = batch,
    final = if (!is.null(level$final)) function_in(level$final, envir), drops_errors = level$errorhandling != "pass",
    sizes = level$sizes)
}

# One group of results on its way to one value. They are combined in batches,
# by a call whose arguments are names, for these become the names of rows
# and columns.
collector <- function(level, number, verbose) {
  say <- function(...) if (verbose) cat(..., sep = "")
  # Functions are found in `state` alone, and so is everything else.
  state <- new.env(parent = emptyenv())
  state$fun <- level$fun
  initials <- level$initials
  is_first <- is.null(initials)
  # Assigned through a list, lest NULL removes the variable.
  list2env(list(accum = if (!is_first) initials[[if (length(initials) == 1L) 1L else number]]), state)
  count <- 0L
  failure <- NULL
  # The positions of the results not yet combined; negative to be left out.
  buffered <- integer()

  progress <- function(stopped) {
    say(sprintf("numValues: %d, numResults: %d, stopped: %s\n", count, count, stopped))
  }

  combine_buffered <- function(is_end) {
    repeat {
      wanted <- level$batch - if (is_first) 0 else 1
      size <- min(length(buffered), wanted)
      if (!(size == wanted || (is_end && size > 0L))) break
      taken <- buffered[seq_len(size)]
      buffered <<- buffered[-seq_len(size)]
      kept <- taken[taken > 0L]
      if (length(kept) == 0L) {
        say("not calling combine function due to errors\n")
      } else {
        arguments <- lapply(paste("result", kept, sep = "."), as.name)
        say(if (is_first) "first call to combine function\n" else "calling combine function\n")
        call <- if (!is_first) {
          as.call(c(quote(fun), quote(accum), arguments))
        } else if (length(arguments) == 1L) {
          arguments[[1L]]
        } else {
          as.call(c(quote(fun), arguments))
        }
        is_first <<- FALSE
        if (verbose) {
          cat("evaluating call object to combine results:\n  ")
          print(call)
        }
        list2env(list(accum = eval(call, state)), state)
      }
      rm(list = paste("result", abs(taken), sep = "."), envir = state)
    }
  }

  list(
    add = function(result) {
      count <<- count + 1L
      is_left_out <- level$drops_errors && inherits(result, "error")
      if (is_left_out && is.null(failure)) {
        say("accumulate got an error result\n")
        failure <<- list(error = result, position = count)
      }
      progress(FALSE)
      list2env(structure(list(result), names = paste("result", count, sep = ".")), state)
      buffered <<- c(buffered, if (is_left_out) -count else count)
      combine_buffered(FALSE)
    },
    is_full = function() count >= level$sizes[[number]],
    finish = function() {
      progress(TRUE)
      combine_buffered(TRUE)
    },
    value = function() state$accum,
    failure = function() failure)
}

# Takes the results of all iterations, in order. Loops nested with `%:%` are
# levels, the outermost first; a group of a level is a result of the level
# around it.
combiner <- function(levels, verbose) {
  depth <- length(levels)
  # The group of each level that is being filled, and its number.
  groups <- vector("list", depth)
  numbers <- integer(depth)
  deepest <- 0L
  failure <- NULL

  open_group <- function() {
    deepest <<- deepest + 1L
    numbers[deepest] <<- numbers[deepest] + 1L
    groups[[deepest]] <<- collector(levels[[deepest]], numbers[deepest], verbose)
  }

  list(
    # Combines what is complete; whether an iteration follows.
    advance = function() {
      if (deepest == 0L) open_group()
      repeat {
        group <- groups[[deepest]]
        if (group$is_full()) {
          group$finish()
          if (deepest == depth && is.null(failure)) failure <<- group$failure()
          if (deepest == 1L) return(FALSE)
          final <- levels[[deepest]]$final
          deepest <<- deepest - 1L
          groups[[deepest]]$add(if (is.null(final)) group$value() else final(group$value()))
        } else if (deepest < depth) {
          open_group()
        } else {
          return(TRUE)
        }
      }
    },
    add = function(result) groups[[depth]]$add(result),
    value = function() groups[[1L]]$value(),
    # The first error that was left out, with its position in its group.
    failure = function() failure)
}

