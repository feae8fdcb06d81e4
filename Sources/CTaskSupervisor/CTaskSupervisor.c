#define _GNU_SOURCE
#include "Internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

// The agent's side: fork a supervisor, talk to it.

#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

pid_t cts_supervisor_fork(int *out) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return -errno;
  // An idle supervisor reads at once. One that was stopped must not stop the
  // agent with it.
  struct timeval patience = {.tv_sec = 5};
  setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);

  // No handler of the agent may run in the child.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t pid = fork();
  if (pid == 0) cts_supervise(pair[1]);
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);

  close(pair[1]);
  if (pid < 0) {
    close(pair[0]);
    return -error;
  }
  *out = pair[0];
  return pid;
}

/// Sends all of the vector, the descriptor with its first byte.
static int send_all(int socket, struct iovec *vector, size_t count, int descriptor) {
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
  } control;
  while (count > 0) {
    // The kernel takes at most 1024 parts at a time.
    struct msghdr message = {.msg_iov = vector, .msg_iovlen = count < 1024 ? count : 1024};
    if (descriptor >= 0) {
      message.msg_control = control.bytes;
      message.msg_controllen = sizeof control.bytes;
      control.header.cmsg_level = SOL_SOCKET;
      control.header.cmsg_type = SCM_RIGHTS;
      control.header.cmsg_len = CMSG_LEN(sizeof(int));
      memcpy(CMSG_DATA(&control.header), &descriptor, sizeof descriptor);
    }
    ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return errno;
    descriptor = -1;
    size_t rest = (size_t)sent;
    while (count > 0 && rest >= vector->iov_len) {
      rest -= vector->iov_len;
      vector++;
      count--;
    }
    if (count > 0) {
      vector->iov_base = (char *)vector->iov_base + rest;
      vector->iov_len -= rest;
    }
  }
  return 0;
}

static size_t count_of(char *const *strings) {
  size_t count = 0;
  while (strings[count] != NULL) count++;
  return count;
}

/// The strings of a message, as the parts of one vector.
typedef struct {
  struct iovec *vector;
  size_t count;
  size_t length;
} text_parts;

static void add(text_parts *parts, const char *text) {
  if (text == NULL) text = "";
  struct iovec part = {.iov_base = (void *)text, .iov_len = strlen(text) + 1};
  parts->vector[parts->count++] = part;
  parts->length += part.iov_len;
}

static void add_all(text_parts *parts, char *const *texts) {
  for (; *texts != NULL; texts++) add(parts, *texts);
}

int cts_supervisor_launch(int socket, int run_file, const cts_launch *launch) {
  const cts_r_script *script = launch->r_script;
  size_t arguments = count_of(launch->arguments);
  size_t environment = count_of(launch->environment);
  size_t r_arguments = script == NULL ? 0 : count_of(script->arguments);
  size_t count = 1 + 4 + arguments + environment + (script == NULL ? 0 : 4 + r_arguments);
  if (count > 1u << 20) return E2BIG;
  struct iovec small[256];
  text_parts parts = {.vector = small, .count = 1};
  if (count > sizeof small / sizeof *small) {
    parts.vector = calloc(count, sizeof *parts.vector);
    if (parts.vector == NULL) return ENOMEM;
  }
  cts_message message = {
      .kind = CTS_MESSAGE_LAUNCH,
      .argument_count = (uint32_t)arguments,
      .environment_count = (uint32_t)environment,
      .ticket = launch->ticket,
      .start_ns = launch->start_ns,
      .wall_clock_ns = launch->wall_clock_ns,
      .grace_ns = launch->grace_ns,
      .r_argument_count = (uint32_t)r_arguments,
      .common_settings = script == NULL ? 0 : script->common_settings,
  };
  add(&parts, launch->executable);
  add(&parts, launch->working_directory);
  add(&parts, launch->stdout_path);
  add(&parts, launch->stderr_path);
  add_all(&parts, launch->arguments);
  add_all(&parts, launch->environment);
  if (script != NULL) {
    add(&parts, script->output_path);
    add(&parts, script->result_path);
    add(&parts, script->complaint);
    add(&parts, script->front_end);
    add_all(&parts, script->arguments);
  }
  int error = E2BIG;
  if (parts.length <= CTS_LONGEST_MESSAGE) {
    message.length = (uint32_t)parts.length;
    parts.vector[0] = (struct iovec){.iov_base = &message, .iov_len = sizeof message};
    error = send_all(socket, parts.vector, parts.count, run_file);
  }
  if (parts.vector != small) free(parts.vector);
  return error;
}

int cts_supervisor_terminate(int socket, uint64_t ticket) {
  cts_message message = {.kind = CTS_MESSAGE_TERMINATE, .ticket = ticket};
  struct iovec vector = {.iov_base = &message, .iov_len = sizeof message};
  return send_all(socket, &vector, 1, -1);
}

int cts_supervisor_receive(int socket, cts_end *end) {
  ssize_t count;
  do {
    count = recv(socket, end, sizeof *end, MSG_DONTWAIT);
  } while (count < 0 && errno == EINTR);
  if (count == (ssize_t)sizeof *end) return 1;
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return 0;
  return -1;
}

int cts_rename_new(const char *old_path, const char *new_path) {
  return renameat2(AT_FDCWD, old_path, AT_FDCWD, new_path, RENAME_NOREPLACE);
}

int cts_termination_signal(void) { return SIGUSR1; }

int cts_pidfd_open(pid_t pid) {
  long descriptor = syscall(SYS_pidfd_open, pid, 0);
  return descriptor < 0 ? -errno : (int)descriptor;
}

int cts_pidfd_signal(int pidfd, int signal) {
  return syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0) == 0 ? 0 : errno;
}
