#ifndef C_TASK_SUPERVISOR_INTERNAL_H
#define C_TASK_SUPERVISOR_INTERNAL_H

#include "CTaskSupervisor.h"

enum { CTS_MESSAGE_LAUNCH = 1, CTS_MESSAGE_TERMINATE = 2 };

/// The head of each message from the agent. A launch is followed by `length`
/// bytes: executable, working directory, stdout, stderr, the arguments and
/// the environment, and for an R script where its output goes, its result,
/// the complaint, R's front end and R's arguments; each with its terminating
/// zero.
typedef struct {
  uint32_t kind;
  uint32_t length;
  uint32_t argument_count;
  uint32_t environment_count;
  uint64_t ticket;
  int64_t start_ns;
  int64_t wall_clock_ns;
  int64_t grace_ns;
  /// 0 for a command that is no R script.
  uint32_t r_argument_count;
  uint32_t common_settings;
} cts_message;

/// A command as it arrived, in memory of its own.
typedef struct {
  cts_message message;
  int run_file;
  char *memory;
  size_t size;
  const char *executable, *directory, *stdout_path, *stderr_path;
  char **arguments;
  char **environment;
  const char *r_output_path, *r_result_path, *r_complaint, *r_front_end;
  char **r_arguments;
} cts_command;

/// No message is longer; far above what execve(2) takes.
#define CTS_LONGEST_MESSAGE (64u << 20)

/// The life of a supervisor process after the fork. Only calls that are safe
/// in the child of a process with threads: no allocation, no stdio, no locks.
void cts_supervise(int socket) __attribute__((noreturn));

/// The descriptors of a supervisor, next to /dev/null as 0, 1 and 2.
enum { SOCKET = 3, SIGNALS = 4 };

// The R host of a supervisor.

/// The host's pid, or 0.
pid_t cts_host_pid(void);

/// Runs the script of a command in the host, which is started when it must
/// be. Returns the pid of a child of this process; 0 when nothing was started
/// and nothing will be.
pid_t cts_host_start(const cts_command *command, int output, int errors);

/// Returns when the agent has something to say; a host that meanwhile idles
/// for too long is ended.
void cts_host_idle(void);

/// The host was reaped.
void cts_host_forget(void);

/// Kills and reaps the host, if there is one.
void cts_host_end(void);

/// Both return 0, or -1 with errno set.
int cts_record_start(int run_file, pid_t supervisor, int64_t start_ns);
int cts_record_end(int run_file, const cts_end *end);

#endif
