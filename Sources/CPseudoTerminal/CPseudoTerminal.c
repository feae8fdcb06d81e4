#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int pseudo_terminal_open(unsigned short columns, unsigned short rows, int *master, char *slave, size_t slave_size) {
  int descriptor = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  if (grantpt(descriptor) != 0 || unlockpt(descriptor) != 0 || ptsname_r(descriptor, slave, slave_size) != 0
      || fcntl(descriptor, F_SETFL, O_NONBLOCK) != 0) {
    int failure = errno;
    close(descriptor);
    return failure;
  }
  *master = descriptor;
  return pseudo_terminal_resize(descriptor, columns, rows);
}

int pseudo_terminal_resize(int master, unsigned short columns, unsigned short rows) {
  struct winsize size = {.ws_row = rows, .ws_col = columns};
  return ioctl(master, TIOCSWINSZ, &size) == 0 ? 0 : errno;
}

/// Starts a program for which `actions` has set up descriptors 0 to 2; it gets
/// no others.
static int spawn(const char *path, char *const arguments[], char *const environment[], const char *directory,
    posix_spawn_file_actions_t *actions, short flags, pid_t *process) {
  posix_spawnattr_t attributes;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_addclosefrom_np(actions, 3);
  if (directory != NULL) posix_spawn_file_actions_addchdir_np(actions, directory);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, flags | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  int failure = posix_spawn(process, path, actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  return failure;
}

int pseudo_terminal_spawn(const char *path, char *const arguments[], char *const environment[],
    const char *directory, const char *slave, pid_t *process) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  // The first terminal that a session leader opens becomes its own.
  posix_spawn_file_actions_addopen(&actions, 0, slave, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, 0, 1);
  posix_spawn_file_actions_adddup2(&actions, 0, 2);
  int failure = spawn(path, arguments, environment, directory, &actions, POSIX_SPAWN_SETSID, process);
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}

int child_process_spawn(const char *path, char *const arguments[], char *const environment[], const char *directory,
    const char *input, int output, int errors, pid_t *process) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  posix_spawn_file_actions_adddup2(&actions, errors, 2);
  int failure = spawn(path, arguments, environment, directory, &actions, 0, process);
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}

int child_process_descriptor(pid_t process) {
  int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
  if (descriptor >= 0) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  return descriptor;
}

int child_process_reap(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0)
    if (errno != EINTR) return 0;
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}
