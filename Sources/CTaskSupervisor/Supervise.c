#define _GNU_SOURCE
#include "Internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// The supervisor's side. This process was forked from one with threads and
// never calls exec: only system calls and code that takes no lock.

#ifndef SYS_close_range
#define SYS_close_range 436
#endif

static int64_t nanoseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void close_from(unsigned first) {
  if (syscall(SYS_close_range, first, ~0u, 0) == 0) return;
  struct rlimit limit;
  rlim_t end = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536 ? limit.rlim_cur : 65536;
  for (unsigned fd = first; fd < end; fd++) close((int)fd);
}

static void set_up(int socket) {
  setsid();
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  prctl(PR_SET_NAME, "azp-supervisor");
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);

  int high = fcntl(socket, F_DUPFD_CLOEXEC, 16);
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (high < 0 || null < 0) _exit(1);
  for (int fd = 0; fd < 3; fd++) dup2(null, fd);
  if (dup3(high, SOCKET, O_CLOEXEC) < 0) _exit(1);
  close_from(SIGNALS);
  if (chdir("/") != 0) _exit(1);

  // All signals stay blocked, as the fork left them; two are read here.
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGCHLD);
  sigaddset(&wanted, cts_termination_signal());
  if (signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK) != SIGNALS) _exit(1);
}

/// Reads exactly `count` bytes; false at the end of the stream.
static int read_all(void *bytes, size_t count) {
  char *next = bytes;
  while (count > 0) {
    ssize_t got = recv(SOCKET, next, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    next += got;
    count -= (size_t)got;
  }
  return 1;
}

/// The head of a message, and the descriptor that came with it or -1.
static int receive_message(cts_message *message, int *descriptor) {
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
  } control;
  struct iovec part = {.iov_base = message, .iov_len = sizeof *message};
  struct msghdr envelope = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
  *descriptor = -1;
  ssize_t got;
  do {
    got = recvmsg(SOCKET, &envelope, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  if (got <= 0) return 0;
  struct cmsghdr *header = CMSG_FIRSTHDR(&envelope);
  if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
    memcpy(descriptor, CMSG_DATA(header), sizeof *descriptor);
  return read_all((char *)message + got, sizeof *message - (size_t)got);
}

/// Takes the next string of the body; null when the body is used up.
static char *next_string(char **position, char *end) {
  char *text = *position;
  char *zero = text < end ? memchr(text, 0, (size_t)(end - text)) : NULL;
  if (zero == NULL) return NULL;
  *position = zero + 1;
  return text;
}

/// Waits for a command; false when the agent is gone or talks nonsense.
static int receive_command(cts_command *command) {
  cts_message *message = &command->message;
  do {
    cts_host_idle();
    if (!receive_message(message, &command->run_file)) return 0;
    // A wish to end a command that is over.
  } while (message->kind == CTS_MESSAGE_TERMINATE);
  if (message->kind != CTS_MESSAGE_LAUNCH || command->run_file < 0 || message->length > CTS_LONGEST_MESSAGE) return 0;

  size_t pointers = (size_t)message->argument_count + message->environment_count + message->r_argument_count + 3;
  command->size = pointers * sizeof(char *) + message->length;
  command->memory = mmap(NULL, command->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (command->memory == MAP_FAILED) return 0;
  char *position = command->memory + pointers * sizeof(char *);
  char *end = position + message->length;
  if (!read_all(position, message->length)) return 0;

  command->arguments = (char **)(void *)command->memory;
  command->environment = command->arguments + message->argument_count + 1;
  command->r_arguments = command->environment + message->environment_count + 1;
  command->executable = next_string(&position, end);
  command->directory = next_string(&position, end);
  command->stdout_path = next_string(&position, end);
  command->stderr_path = next_string(&position, end);
  for (uint32_t i = 0; i < message->argument_count; i++) command->arguments[i] = next_string(&position, end);
  for (uint32_t i = 0; i < message->environment_count; i++) command->environment[i] = next_string(&position, end);
  if (command->executable == NULL || command->stderr_path == NULL) return 0;
  if (message->r_argument_count == 0) return 1;
  command->r_output_path = next_string(&position, end);
  command->r_result_path = next_string(&position, end);
  command->r_complaint = next_string(&position, end);
  command->r_front_end = next_string(&position, end);
  for (uint32_t i = 0; i < message->r_argument_count; i++) command->r_arguments[i] = next_string(&position, end);
  return command->r_arguments[message->r_argument_count - 1] != NULL &&
         message->common_settings < message->environment_count;
}

/// What the child of vfork(2) writes and its parent reads, in shared memory.
typedef struct {
  volatile int32_t error;
  volatile int32_t stage;
} outcome;

static pid_t start(const cts_command *command, int output, int errors, outcome *outcome) {
  pid_t self = getpid();
  pid_t pid = vfork();
  if (pid != 0) return pid;
  setpgid(0, 0);
  // A supervisor that is killed takes the command with it.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != self) _exit(127);
  dup2(output, 1);
  dup2(errors, 2);
  if (chdir(command->directory) != 0) {
    outcome->stage = CTS_STAGE_DIRECTORY;
    outcome->error = errno;
    _exit(127);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(command->executable, command->arguments, command->environment);
  outcome->stage = CTS_STAGE_EXECUTE;
  outcome->error = errno;
  _exit(127);
}

/// Sends SIGKILL to each child of this process but the R host. Returns how
/// many there are, or -1 when the system does not tell.
///
/// No child is missed: one that ends stays in the list until this process
/// reaps it, and a new one is added at the list's end.
static int kill_children(void) {
  char path[64] = "/proc/self/task/";
  char digits[16];
  size_t count = 0;
  for (pid_t rest = getpid(); rest > 0; rest /= 10) digits[count++] = (char)('0' + rest % 10);
  size_t length = strlen(path);
  while (count > 0) path[length++] = digits[--count];
  memcpy(path + length, "/children", sizeof "/children");

  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  char buffer[4096];
  ssize_t got;
  pid_t pid = 0;
  int found = 0;
  while ((got = read(file, buffer, sizeof buffer)) > 0) {
    for (ssize_t i = 0; i < got; i++) {
      if (buffer[i] >= '0' && buffer[i] <= '9') {
        pid = pid * 10 + (buffer[i] - '0');
      } else if (pid > 0) {
        if (pid != cts_host_pid()) {
          kill(pid, SIGKILL);
          found++;
        }
        pid = 0;
      }
    }
  }
  close(file);
  return got < 0 ? -1 : found;
}

/// waitpid(2) for any child; the R host is none of the command's.
static pid_t reap(int *status, int options) {
  pid_t pid = waitpid(-1, status, options);
  if (pid > 0 && pid == cts_host_pid()) cts_host_forget();
  return pid;
}

/// Kills all that the command left behind. Whatever left the command's
/// group became a child of this process when its parent died, and killing
/// a child brings up its own children in turn.
static void end_descendants(void) {
  for (;;) {
    pid_t pid;
    while ((pid = reap(NULL, WNOHANG)) > 0) continue;
    if (pid < 0) return;
    int found = kill_children();
    // With the host as the only child nothing is left. When that cannot be
    // known, the host goes too, and the end of all children is the proof.
    if (found == 0 && cts_host_pid() != 0) return;
    if (found < 0) cts_host_end();
    reap(NULL, 0);
  }
}

/// Reaps; true when the command itself has ended.
static int has_ended(pid_t pid, int *status) {
  siginfo_t info = {0};
  if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid) {
    // Not yet reaped, the command's number still names its own group.
    kill(-pid, SIGKILL);
    waitpid(pid, status, 0);
    return 1;
  }
  pid_t reaped;
  while ((reaped = reap(status, WNOHANG)) > 0)
    if (reaped == pid) return 1;
  return 0;
}

/// Waits for the command's end, or brings it about. `agent` becomes false
/// when the agent is gone. Returns the wait status.
static int watch(pid_t pid, const cts_message *message, int32_t *reason, int *agent) {
  int64_t deadline = INT64_MAX;
  if (message->wall_clock_ns > 0 &&
      __builtin_add_overflow(nanoseconds(CLOCK_MONOTONIC), message->wall_clock_ns, &deadline))
    deadline = INT64_MAX;
  int status = 0;
  *reason = CTS_EXITED;
  int killed = 0;
  for (;;) {
    int32_t wish = 0;
    struct pollfd polled[2] = {{.fd = SIGNALS, .events = POLLIN}, {.fd = *agent ? SOCKET : -1, .events = POLLIN}};
    struct timespec timeout, *limit = NULL;
    if (deadline != INT64_MAX) {
      int64_t rest = deadline - nanoseconds(CLOCK_MONOTONIC);
      if (rest < 0) rest = 0;
      timeout = (struct timespec){.tv_sec = rest / 1000000000, .tv_nsec = rest % 1000000000};
      limit = &timeout;
    }
    int ready = ppoll(polled, 2, limit, NULL);
    if (ready > 0 && polled[0].revents != 0) {
      struct signalfd_siginfo info;
      while (read(SIGNALS, &info, sizeof info) == (ssize_t)sizeof info)
        if ((int)info.ssi_signo == cts_termination_signal()) wish = CTS_TERMINATED;
    }
    if (has_ended(pid, &status)) return status;
    if (ready > 0 && polled[1].revents != 0) {
      cts_message other;
      int descriptor;
      if (!receive_message(&other, &descriptor)) {
        *agent = 0;
      } else if (other.kind == CTS_MESSAGE_TERMINATE && other.ticket == message->ticket) {
        wish = CTS_TERMINATED;
      }
      if (*agent && descriptor >= 0) close(descriptor);
    }
    if (deadline != INT64_MAX && nanoseconds(CLOCK_MONOTONIC) >= deadline) {
      if (*reason == CTS_EXITED) {
        wish = CTS_WALL_CLOCK;
      } else if (!killed) {
        killed = 1;
        kill(-pid, SIGKILL);
        kill_children();
        deadline = INT64_MAX;
      }
    }
    if (wish != 0 && *reason == CTS_EXITED) {
      *reason = wish;
      kill(-pid, SIGTERM);
      kill(-pid, SIGCONT);
      deadline = nanoseconds(CLOCK_MONOTONIC) + message->grace_ns;
    }
  }
}

/// Forgets signals that were meant for an earlier command.
static void drain_signals(void) {
  struct signalfd_siginfo info;
  while (read(SIGNALS, &info, sizeof info) == (ssize_t)sizeof info) continue;
}

/// Starts the command's script in the R host; 0 when the command itself must
/// be run instead.
static pid_t start_r_script(const cts_command *command, int errors) {
  if (command->message.r_argument_count == 0) return 0;
  int output = open(command->r_output_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (output < 0) return 0;
  pid_t pid = cts_host_start(command, output, errors);
  close(output);
  return pid;
}

/// An R script must leave its result: one that ends R by itself must not pass
/// for a success.
static void check_result(const cts_command *command, int errors, cts_end *end) {
  if (end->exit_code != 0 || command->r_result_path[0] == 0 || access(command->r_result_path, F_OK) == 0) return;
  struct iovec text[2] = {
      {.iov_base = (void *)command->r_complaint, .iov_len = strlen(command->r_complaint)},
      {.iov_base = "\n", .iov_len = 1}};
  (void)!writev(errors, text, 2);
  end->exit_code = 1;
}

/// Says in the command's stderr, as a shell would, that a signal has ended R.
static void note_signal(int signal, int errors) {
  char text[] = "R was ended by signal 00\n";
  size_t length = sizeof text - 1;
  text[length - 3] = (char)('0' + signal / 10 % 10);
  text[length - 2] = (char)('0' + signal % 10);
  (void)!write(errors, text, length);
}

static void finish(
    const cts_command *command, pid_t pid, int is_r_script, int errors, cts_end *end, int *agent) {
  int status = watch(pid, &command->message, &end->reason, agent);
  end_descendants();
  if (WIFEXITED(status)) end->exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) end->signal = WTERMSIG(status);
  if (!is_r_script) return;
  if (end->signal != 0 && end->reason == CTS_EXITED) note_signal(end->signal, errors);
  check_result(command, errors, end);
}

static void run(const cts_command *command, cts_end *end, int *agent) {
  drain_signals();
  int mode = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC;
  int output = open(command->stdout_path, mode, 0644);
  int errors = output < 0 ? -1 : open(command->stderr_path, mode, 0644);
  end->reason = CTS_NOT_STARTED;
  end->exit_code = -1;
  if (errors < 0) {
    end->stage = CTS_STAGE_OUTPUT;
    end->error = errno;
  } else {
    outcome outcome = {0};
    pid_t script = start_r_script(command, errors);
    pid_t pid = script > 0 ? script : start(command, output, errors, &outcome);
    if (pid < 0) {
      end->stage = CTS_STAGE_FORK;
      end->error = errno;
    } else if (outcome.error != 0) {
      waitpid(pid, NULL, 0);
      end->stage = outcome.stage;
      end->error = outcome.error;
    } else {
      finish(command, pid, script > 0, errors, end, agent);
    }
  }
  if (output >= 0) close(output);
  if (errors >= 0) close(errors);
}

void cts_supervise(int socket) {
  set_up(socket);
  int agent = 1;
  while (agent) {
    cts_command command = {0};
    // The kernel closes what a half-received command brought along.
    if (!receive_command(&command)) _exit(0);
    cts_end end = {.ticket = command.message.ticket, .start_ns = command.message.start_ns};
    if (cts_record_start(command.run_file, getpid(), end.start_ns) != 0) {
      // Without a record nothing may start.
      end.reason = CTS_NOT_STARTED;
      end.exit_code = -1;
      end.stage = CTS_STAGE_OUTPUT;
      end.error = errno;
    } else {
      run(&command, &end, &agent);
    }
    end.end_ns = nanoseconds(CLOCK_REALTIME);
    cts_record_end(command.run_file, &end);
    // Should the machine lose power, a long run is worth a sync; a short one
    // is cheaper run again.
    if (end.end_ns - end.start_ns > 1000000000) fdatasync(command.run_file);
    // Frees the lock: from here on the record speaks.
    close(command.run_file);
    munmap(command.memory, command.size);
    if (agent && send(SOCKET, &end, sizeof end, MSG_NOSIGNAL) != (ssize_t)sizeof end) agent = 0;
  }
  _exit(0);
}
