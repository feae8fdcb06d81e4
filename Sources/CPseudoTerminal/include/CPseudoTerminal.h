#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <stddef.h>
#include <sys/types.h>

/// The GNU side of driving a program on a pseudo-terminal. Functions return 0
/// or an error number unless they say otherwise.

/// Opens a pseudo-terminal of a size; the master never blocks and is closed in
/// children. The slave's path is stored in `slave`.
int pseudo_terminal_open(unsigned short columns, unsigned short rows, int *master, char *slave, size_t slave_size);

/// Changes the size; the program gets SIGWINCH.
int pseudo_terminal_resize(int master, unsigned short columns, unsigned short rows);

/// Starts a program in a session of its own with the slave as its terminal and
/// standard descriptors, and with all signals at their defaults.
int pseudo_terminal_spawn(const char *path, char *const arguments[], char *const environment[],
    const char *directory, const char *slave, pid_t *process);

/// Starts a program without a terminal of its own: `input` is the path of what
/// it reads on standard input, `output` and `errors` are 3 or more. All signals
/// are at their defaults, and every other descriptor is closed.
int child_process_spawn(const char *path, char *const arguments[], char *const environment[], const char *directory,
    const char *input, int output, int errors, pid_t *process);

/// A descriptor that is readable once the process has ended; -1 on failure.
int child_process_descriptor(pid_t process);

/// Takes the status of an ended child: its exit code, or minus the signal that
/// ended it.
int child_process_reap(pid_t process);

#endif
