#ifndef C_TASK_SUPERVISOR_H
#define C_TASK_SUPERVISOR_H

#include <stdint.h>
#include <sys/types.h>

// A supervisor is a small process between the node agent and one task at a
// time. It outlives the agent: whatever happens to the agent, the supervisor
// waits for the task, kills what the task leaves behind, and writes how it
// ended into the run's file. Without an agent it exits after its task.
//
// The run's file carries the truth. The agent creates it, takes the only
// flock(2) on it and passes the descriptor along with the launch; from then
// on the lock is held for exactly as long as the launch may still lead to a
// process or one is alive:
//
//   locked                            the run is under way (or about to be)
//   free, end recorded                it ended so
//   free, start but no end recorded   the supervisor was killed; nobody knows
//   free, nothing recorded            no process was ever started

/// What a command comes to when it is an R script: an R host, which the
/// supervisor keeps from one such command to the next, can run it without
/// starting R again. Where that is not possible the command itself is run.
typedef struct {
  /// R's front end, the program `R`.
  const char *front_end;
  /// Where R's standard output goes, in place of the command's.
  const char *output_path;
  /// What must be there when R has ended with 0, or null; else the complaint
  /// goes to the command's stderr, and its exit code is 1.
  const char *result_path;
  const char *complaint;
  /// As commandArgs() has them, the first of no account: options, the script
  /// as `--file=`, and what follows `--args`.
  char *const *arguments;
  /// How many of the command's settings, from the first on, the host can be
  /// started with; a command that differs in them gets a host of its own.
  uint32_t common_settings;
} cts_r_script;

/// A command to run. Paths are absolute; the arrays end with a null pointer.
typedef struct {
  const char *executable;
  const char *working_directory;
  const char *stdout_path;
  const char *stderr_path;
  char *const *arguments;
  char *const *environment;
  /// Names this launch in its end and in a wish to terminate it.
  uint64_t ticket;
  /// Nanoseconds since 1970, noted as the start.
  int64_t start_ns;
  /// Nanoseconds after which the command is ended; 0 for no limit.
  int64_t wall_clock_ns;
  /// Nanoseconds between SIGTERM and SIGKILL.
  int64_t grace_ns;
  /// Null for a command that is not known to be an R script.
  const cts_r_script *r_script;
} cts_launch;

enum {
  /// The command ended by itself.
  CTS_EXITED = 1,
  /// The agent asked for the end.
  CTS_TERMINATED = 2,
  /// The wall clock ran out.
  CTS_WALL_CLOCK = 3,
  /// The command could not be started; see `error` and `stage`.
  CTS_NOT_STARTED = 4,
};

/// What could not be done when a command was not started.
enum {
  CTS_STAGE_NONE = 0,
  CTS_STAGE_OUTPUT = 1,
  CTS_STAGE_FORK = 2,
  CTS_STAGE_DIRECTORY = 3,
  CTS_STAGE_EXECUTE = 4,
};

/// How a command ended.
typedef struct {
  uint64_t ticket;
  int64_t start_ns;
  int64_t end_ns;
  int32_t reason;
  /// The exit code, or -1.
  int32_t exit_code;
  /// The signal that ended the command, or 0.
  int32_t signal;
  /// An errno, or 0.
  int32_t error;
  int32_t stage;
  int32_t reserved;
} cts_end;

/// What a run's file says.
typedef struct {
  /// 0 when no process was started yet.
  pid_t supervisor;
  int64_t start_ns;
  int32_t has_ended;
  cts_end end;
} cts_record;

/// Forks a supervisor; it is idle until its first launch, and goes when the
/// other end of its socket is closed. Callable from any thread. Returns its
/// pid, or -errno.
pid_t cts_supervisor_fork(int *socket);

/// Hands a command to an idle supervisor together with the locked file of
/// its run. The caller closes its own descriptor of the file afterwards.
/// Returns 0, or an errno; the socket is then of no further use, and once it
/// is closed it is certain that the command was not and will not be started.
int cts_supervisor_launch(int socket, int run_file, const cts_launch *launch);

/// Asks a supervisor to end the launch of that ticket; one that is over is
/// left alone. Returns 0, or an errno.
int cts_supervisor_terminate(int socket, uint64_t ticket);

/// Takes the next end from a supervisor without waiting: 1 when there was
/// one, 0 when there is none yet, -1 when the supervisor is gone.
int cts_supervisor_receive(int socket, cts_end *end);

/// Reads a run's file; what is torn or damaged counts as not written.
/// Returns 0, or an errno.
int cts_record_read(int run_file, cts_record *record);

/// Renames a file unless there is one of that name. Returns 0, or -1 with
/// errno set.
int cts_rename_new(const char *old_path, const char *new_path);

/// The signal by which a new agent asks an adopted supervisor to end its
/// task. It is not SIGTERM, so that a signal meant for the agent and sent to
/// every process of its name does not end tasks.
int cts_termination_signal(void);

/// pidfd_open(2). Returns a descriptor with close-on-exec set, or -errno.
int cts_pidfd_open(pid_t pid);

/// Sends a signal to the process behind a pidfd. Returns 0, or an errno.
int cts_pidfd_signal(int pidfd, int signal);

#endif
