#ifndef C_TASK_SUPERVISOR_INTERNAL_H
#define C_TASK_SUPERVISOR_INTERNAL_H

#include "CTaskSupervisor.h"

enum { CTS_MESSAGE_LAUNCH = 1, CTS_MESSAGE_TERMINATE = 2 };

/// The head of each message from the agent. A launch is followed by `length`
/// bytes: executable, working directory, stdout, stderr, the arguments and
/// the environment, each with its terminating zero.
typedef struct {
  uint32_t kind;
  uint32_t length;
  uint32_t argument_count;
  uint32_t environment_count;
  uint64_t ticket;
  int64_t start_ns;
  int64_t wall_clock_ns;
  int64_t grace_ns;
} cts_message;

/// No message is longer; far above what execve(2) takes.
#define CTS_LONGEST_MESSAGE (64u << 20)

/// The life of a supervisor process after the fork. Only calls that are safe
/// in the child of a process with threads: no allocation, no stdio, no locks.
void cts_supervise(int socket) __attribute__((noreturn));

/// Both return 0, or -1 with errno set.
int cts_record_start(int run_file, pid_t supervisor, int64_t start_ns);
int cts_record_end(int run_file, const cts_end *end);

#endif
