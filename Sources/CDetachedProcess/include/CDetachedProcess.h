#ifndef C_DETACHED_PROCESS_H
#define C_DETACHED_PROCESS_H

#include <sys/types.h>

/// Starts a program that outlives its parent: in a session of its own, with
/// no terminal, `/dev/null` as standard input, and standard output and error
/// appended to `log_path`. The program becomes a child of init, so that
/// nobody has to wait for it.
///
/// `ready_fd`, when not negative, becomes descriptor 3 of the program; every
/// other descriptor is closed. `argv` and `envp` end with NULL.
///
/// Returns 0 and the program's process id, or the errno of the step that
/// failed, the execution of the program included.
int azp_spawn_detached(const char *path, char *const argv[], char *const envp[], const char *log_path, int ready_fd,
                       pid_t *pid);

/// Takes the advisory lock on the whole file without waiting (`flock`).
/// Returns 0, or errno: EWOULDBLOCK when another process holds it.
int azp_try_lock(int fd);

#endif
