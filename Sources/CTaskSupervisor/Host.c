#define _GNU_SOURCE
#include "CRHost.h"
#include "Internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

// The supervisor's R host: at most one, kept from one R script to the next.
// As all of the supervisor, no allocation, no stdio, no locks.

enum {
  /// An idle host costs memory; a loop's tasks follow each other faster.
  IDLE_MS = 20000,
  /// A host that has not started a script by then does not get to.
  START_MS = 20000,
  /// So often in a row without success, and hosts are no more tried.
  MOST_FAILURES = 3,
};

/// Of each kind of room; what does not fit is not shown in /proc.
enum { ENVIRONMENT_ROOM = 8192, ARGUMENT_ROOM = 512 };

static struct {
  pid_t pid;
  int socket;
  /// What the host was started with: the settings, and front end and options.
  char *memory;
  size_t size;
  const char *settings, *options;
  size_t settings_length, options_length;
  int failures;
} host;

pid_t cts_host_pid(void) { return host.pid; }

void cts_host_forget(void) {
  if (host.pid == 0) return;
  close(host.socket);
  munmap(host.memory, host.size);
  host.pid = 0;
}

void cts_host_end(void) {
  if (host.pid == 0) return;
  kill(host.pid, SIGKILL);
  waitpid(host.pid, NULL, 0);
  cts_host_forget();
}

void cts_host_idle(void) {
  while (host.pid != 0) {
    struct pollfd polled[2] = {{.fd = SOCKET, .events = POLLIN}, {.fd = host.socket, .events = POLLIN}};
    int ready = poll(polled, 2, IDLE_MS);
    // Readable, the host's socket tells of its death.
    if (ready == 0 || (ready > 0 && polled[1].revents != 0)) cts_host_end();
    if (ready > 0 && polled[0].revents != 0) return;
  }
}

/// The settings that a host is started with lie together in the message.
static size_t settings_length(const cts_command *command) {
  uint32_t count = command->message.common_settings;
  if (count == 0) return 0;
  const char *last = command->environment[count - 1];
  return (size_t)(last + strlen(last) + 1 - command->environment[0]);
}

/// The index of the argument that names the script, or the number of all.
static uint32_t script_index(const cts_command *command) {
  uint32_t index = 0;
  while (index < command->message.r_argument_count &&
         strncmp(command->r_arguments[index], CRH_FILE_OPTION, strlen(CRH_FILE_OPTION)) != 0)
    index++;
  return index;
}

/// And so do R's front end and its options.
static size_t options_length(const cts_command *command) {
  uint32_t index = script_index(command);
  return index == command->message.r_argument_count ? 0 : (size_t)(command->r_arguments[index] - command->r_front_end);
}

static int suits(const cts_command *command) {
  return host.pid != 0 && host.settings_length == settings_length(command) &&
         host.options_length == options_length(command) &&
         memcmp(host.settings, command->environment[0], host.settings_length) == 0 &&
         memcmp(host.options, command->r_front_end, host.options_length) == 0;
}

static char *append(char *end, const char *text) {
  size_t length = strlen(text);
  memcpy(end, text, length + 1);
  return end + length;
}

static char *append_room(char *end, const char *name, size_t size) {
  end = append(end, name);
  memset(end, 'x', size);
  end[size] = 0;
  return end + size;
}

static char *append_number(char *end, pid_t number) {
  char digits[16];
  size_t count = 0;
  for (; number > 0; number /= 10) digits[count++] = (char)('0' + number % 10);
  while (count > 0) *end++ = digits[--count];
  *end = 0;
  return end;
}

/// The child of vfork(2): R's front end sets R's environment and, in place of
/// R, executes this very program, which becomes the host.
static void execute(const char *front_end, char **arguments, char **environment, int socket, pid_t supervisor) {
  // Not of the group of any command.
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != supervisor) _exit(127);
  dup2(socket, 3);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(front_end, arguments, environment);
  _exit(127);
}

/// Starts a host for commands like this one. False when there is none.
static int start_host(const cts_command *command) {
  uint32_t settings = command->message.common_settings, options = script_index(command);
  size_t first = settings_length(command), second = options_length(command);
  if (second == 0) return 0;
  // Strings that must live as long as the host, and those for its start.
  size_t pointers = (size_t)settings + options + 8;
  size_t text = first + 2 * second + ENVIRONMENT_ROOM + ARGUMENT_ROOM + 512;
  host.size = pointers * sizeof(char *) + text;
  host.memory = mmap(NULL, host.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (host.memory == MAP_FAILED) return 0;

  char **environment = (char **)(void *)host.memory, **arguments = environment + settings + 3;
  char *position = host.memory + pointers * sizeof(char *);
  host.settings = memcpy(position, command->environment[0], first);
  host.settings_length = first;
  host.options = memcpy(position + first, command->r_front_end, second);
  host.options_length = second;
  position += first + second;

  memcpy(environment, command->environment, settings * sizeof(char *));
  environment[settings] = position;
  position = append_room(position, CRH_ROOM_VARIABLE "=", ENVIRONMENT_ROOM) + 1;
  environment[settings + 1] = CRH_SOCKET_VARIABLE "=3";

  size_t count = 0;
  arguments[count++] = "R";
  arguments[count++] = "--debugger=env";
  arguments[count++] = position;
  // The program of this process, also when its file was replaced meanwhile.
  position = append(append_number(append(position, "--debugger-args=/proc/"), getpid()), "/exe ");
  position = append_room(position, CRH_ROOM_OPTION, ARGUMENT_ROOM);
  for (uint32_t i = 1; i < options; i++) {
    position = append(append(position, " "), command->r_arguments[i]);
    // The front end understands some of them too.
    arguments[count++] = command->r_arguments[i];
  }

  int pair[2];
  pid_t self = getpid(), pid = -1;
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0) {
    pid = vfork();
    if (pid == 0) execute(command->r_front_end, arguments, environment, pair[1], self);
    close(pair[1]);
    if (pid < 0) close(pair[0]);
  }
  if (pid < 0) {
    munmap(host.memory, host.size);
    return 0;
  }
  host.pid = pid;
  host.socket = pair[0];
  struct timeval patience = {.tv_sec = START_MS / 1000};
  setsockopt(host.socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  return 1;
}

static int send_all(const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = send(host.socket, bytes, count, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return 0;
    bytes += sent;
    count -= (size_t)sent;
  }
  return 1;
}

/// The arguments, and the settings that the host was not started with, lie
/// each together in the message.
static int send_command(const cts_command *command, int output, int errors, int report) {
  const cts_message *message = &command->message;
  const char *own = command->environment[0] + settings_length(command);
  const char *last = command->environment[message->environment_count - 1];
  size_t directory = strlen(command->directory) + 1;
  size_t settings = (size_t)(last + strlen(last) + 1 - own);
  const char *last_argument = command->r_arguments[message->r_argument_count - 1];
  size_t arguments = (size_t)(last_argument + strlen(last_argument) + 1 - command->r_arguments[0]);
  crh_command head = {
      .length = (uint32_t)(directory + arguments + settings),
      .argument_count = message->r_argument_count,
      .setting_count = message->environment_count - message->common_settings,
  };
  int descriptors[CRH_DESCRIPTORS] = {[CRH_OUTPUT] = output, [CRH_ERRORS] = errors, [CRH_REPORT] = report};
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof descriptors)];
  } control;
  memset(&control, 0, sizeof control);
  struct iovec part = {.iov_base = &head, .iov_len = sizeof head};
  struct msghdr envelope = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
  control.header.cmsg_level = SOL_SOCKET;
  control.header.cmsg_type = SCM_RIGHTS;
  control.header.cmsg_len = CMSG_LEN(sizeof descriptors);
  memcpy(CMSG_DATA(&control.header), descriptors, sizeof descriptors);
  return sendmsg(host.socket, &envelope, MSG_NOSIGNAL) == (ssize_t)sizeof head &&
         send_all(command->directory, directory) && send_all(command->r_arguments[0], arguments) &&
         send_all(own, settings);
}

/// The pid that the script reports; 0 when it is certain that there is none.
/// A host that takes too long is killed, and so is one when the agent wants
/// something meanwhile: the command itself, which is then run, can be ended.
static pid_t receive_report(int report) {
  int timeout = START_MS;
  for (;;) {
    struct pollfd polled[2] = {{.fd = report, .events = POLLIN}, {.fd = timeout < 0 ? -1 : SOCKET, .events = POLLIN}};
    int ready = poll(polled, 2, timeout);
    if (ready < 0) continue;
    if (polled[0].revents != 0) break;
    // What was forked already ends by itself, or reports after all.
    cts_host_end();
    timeout = -1;
  }
  int32_t pid = 0;
  ssize_t got;
  do {
    got = read(report, &pid, sizeof pid);
  } while (got < 0 && errno == EINTR);
  return got == (ssize_t)sizeof pid ? pid : 0;
}

pid_t cts_host_start(const cts_command *command, int output, int errors) {
  if (host.failures >= MOST_FAILURES) return 0;
  if (!suits(command)) {
    cts_host_end();
    if (!start_host(command)) return 0;
  }
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return 0;
  int is_sent = send_command(command, output, errors, report[1]);
  // What is half sent is closed with the host.
  if (!is_sent) cts_host_end();
  close(report[1]);
  pid_t pid = receive_report(report[0]);
  close(report[0]);
  host.failures = pid > 0 ? 0 : host.failures + 1;
  if (pid == 0) cts_host_end();
  return pid;
}
