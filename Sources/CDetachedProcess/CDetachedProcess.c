#define _GNU_SOURCE
#include "CDetachedProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

struct outcome {
  int error;
  pid_t pid;
};

/// Between fork and exec only async-signal-safe calls are made: the parent
/// has other threads.
static void become(const char *path, char *const argv[], char *const envp[], const char *log_path, int ready_fd,
                   int report_fd) {
  struct outcome outcome = {0, getpid()};
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);

  int input = open("/dev/null", O_RDONLY);
  int log = open(log_path, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (input < 0 || log < 0) goto failed;
  // Above the descriptors that are about to be overwritten.
  int report = fcntl(report_fd, F_DUPFD_CLOEXEC, 10);
  int ready = ready_fd < 0 ? -1 : fcntl(ready_fd, F_DUPFD_CLOEXEC, 10);
  if (report < 0 || (ready_fd >= 0 && ready < 0)) goto failed;
  report_fd = report;
  if (dup2(input, 0) < 0 || dup2(log, 1) < 0 || dup2(log, 2) < 0) goto failed;
  if (ready >= 0) {
    if (dup2(ready, 3) < 0) goto failed;
  } else {
    close(3);
  }
  for (int fd = 4; fd < 10; fd++) close(fd);
  close_range(10, ~0U, CLOSE_RANGE_CLOEXEC);
  if (chdir("/") != 0) goto failed;
  if (write(report_fd, &outcome, sizeof outcome) != sizeof outcome) _exit(127);
  execve(path, argv, envp);
failed:
  outcome.error = errno;
  (void)!write(report_fd, &outcome, sizeof outcome);
  _exit(127);
}

int azp_spawn_detached(const char *path, char *const argv[], char *const envp[], const char *log_path, int ready_fd,
                       pid_t *pid) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return errno;
  pid_t child = fork();
  if (child < 0) {
    int error = errno;
    close(report[0]);
    close(report[1]);
    return error;
  }
  if (child == 0) {
    setsid();
    pid_t grandchild = fork();
    if (grandchild == 0) become(path, argv, envp, log_path, ready_fd, report[1]);
    _exit(grandchild < 0 ? errno : 0);
  }
  close(report[1]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  // The first message carries the process id; a second one means that the
  // program could not be executed; the end of the pipe that it was.
  int error = WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
  struct outcome outcome;
  int messages = 0;
  for (;;) {
    ssize_t count = read(report[0], &outcome, sizeof outcome);
    if (count < 0 && errno == EINTR) continue;
    if (count != sizeof outcome) break;
    messages++;
    *pid = outcome.pid;
    error = outcome.error;
  }
  close(report[0]);
  if (messages == 0 && error == 0) error = ECHILD;
  return error;
}

int azp_try_lock(int fd) { return flock(fd, LOCK_EX | LOCK_NB) == 0 ? 0 : errno; }
