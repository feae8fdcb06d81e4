#ifndef CEDITLINE_SIGNAL_RELAY_H
#define CEDITLINE_SIGNAL_RELAY_H

#include <stdbool.h>

/// Signals become bytes in a pipe, so that one thread handles them like keys.
/// The byte is the signal's number.

/// Makes a close-on-exec pipe whose writing end never blocks. Returns 0, or
/// the error number.
int ceditline_make_pipe(int *reading_end, int *writing_end);

/// Opens /dev/null on whichever of the descriptors 0, 1 and 2 is closed, so
/// that no pipe of ours can take its place.
void ceditline_fill_standard_descriptors(void);

/// Sends SIGINT, SIGTERM and SIGHUP to `pipe_end` from now on; one that the
/// program ignores stays ignored. False when a relay is running already.
bool ceditline_relay_begin(int pipe_end);

/// Sends SIGWINCH, SIGTSTP and SIGCONT to the pipe too, and swallows SIGQUIT,
/// while a line is edited; gives them back when `editing` is false.
void ceditline_relay_editing(bool editing);

/// Stops this process as Ctrl-Z would have, and returns when it runs again.
/// Does nothing where no shell could continue it (an orphaned process group).
void ceditline_relay_stop_process(void);

/// Gives all signals back to whom they belonged.
void ceditline_relay_end(void);

#endif
